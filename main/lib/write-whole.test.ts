import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeWhole } from './write-whole.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-whole-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const utf8 = new TextEncoder()
async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(utf8.encode(text))
}
async function* cut(text: string): AsyncGenerator<Uint8Array> {
  yield* pieces(text)
  throw new Error('the engine went away')
}

it('takes the name only when all of it is there, and leaves nothing else', async () => {
  const path = join(folder, 'web.log')
  await writeFile(path, 'old')
  await chmod(path, 0o640)
  async function* watched(): AsyncGenerator<Uint8Array> {
    yield* pieces('half ')
    expect(await readFile(path, 'utf8')).toBe('old')
    yield* pieces('and half')
  }
  await writeWhole(path, watched())
  expect(await readFile(path, 'utf8')).toBe('half and half')
  expect((await stat(path)).mode & 0o777).toBe(0o640)
  expect(await readdir(folder)).toEqual(['web.log'])
})

it('one that is cut leaves what was there, or nothing, and says so', async () => {
  const path = join(folder, 'web.log')
  await expect(writeWhole(path, cut('half'))).rejects.toThrow('the engine went away')
  expect(await readdir(folder)).toEqual([])
  await writeFile(path, 'old')
  await expect(writeWhole(path, cut('half'))).rejects.toThrow('the engine went away')
  expect(await readFile(path, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['web.log'])
})

it('a link stays a link; what is no file, and a folder that is not there, are refused', async () => {
  await writeFile(join(folder, 'real.log'), 'old')
  await symlink('real.log', join(folder, 'link.log'))
  await writeWhole(join(folder, 'link.log'), pieces('new'))
  expect([await readlink(join(folder, 'link.log')), await readFile(join(folder, 'real.log'), 'utf8')]).toEqual(['real.log', 'new'])
  await mkdir(join(folder, 'sub'))
  await expect(writeWhole(join(folder, 'sub'), pieces('x'))).rejects.toMatchObject({ code: 'EINVAL' })
  await expect(writeWhole(join(folder, 'none', 'a.log'), pieces('x'))).rejects.toMatchObject({ code: 'ENOENT' })
  expect((await readdir(folder)).sort()).toEqual(['link.log', 'real.log', 'sub'])
})

it('takes a name as long as a file system does', async () => {
  const name = `${'x'.repeat(250)}.log`
  await writeWhole(join(folder, name), pieces('new'))
  expect(await readdir(folder)).toEqual([name])
})
