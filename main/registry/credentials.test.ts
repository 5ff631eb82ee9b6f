import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askHelper } from './credential-helper.ts'
import { dockerCredentials } from './credentials.ts'
import type { DockerHome } from './docker-config.ts'

let home: string
let where: DockerHome
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gantry-auth-'))
  await mkdir(join(home, '.docker', 'bin'), { recursive: true })
  where = { env: { PATH: '/usr/bin:/bin' }, home, platform: 'linux' }
})
afterEach(() => rm(home, { recursive: true, force: true }))

const config = (value: unknown): Promise<void> => writeFile(join(home, '.docker', 'config.json'), JSON.stringify(value))
/** A helper in a folder that is not on the PATH. */
const helper = async (name: string, script: string): Promise<void> => {
  const path = join(home, '.docker', 'bin', `docker-credential-${name}`)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
}
const basic = (user: string, password: string): string => Buffer.from(`${user}:${password}`).toString('base64')
const sent = async (registry: string): Promise<unknown> => {
  const { header } = await dockerCredentials(where)(registry)
  if (header === undefined) return undefined
  expect(header).toMatch(/^[\w-]+=*$/) // base64url ...
  expect(header.length % 4).toBe(0) // ... with the padding Go's decoder wants
  return JSON.parse(Buffer.from(header.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString())
}

describe('auths', () => {
  it('has nothing without a file', async () => expect(await sent('docker.io')).toBeUndefined())

  it.each(['https://index.docker.io/v1/', 'docker.io', 'https://index.docker.io/v2/', 'registry-1.docker.io', 'index.docker.io'])(
    'knows Docker Hub as %s',
    async (key) => {
      await config({ auths: { [key]: { auth: basic('ann', 'p:w>?ÿ') } } })
      expect(await sent('docker.io')).toEqual({ username: 'ann', password: 'p:w>?ÿ', serveraddress: 'https://index.docker.io/v1/' })
    },
  )
  it.each(['127.0.0.1:5000', 'http://127.0.0.1:5000', 'https://127.0.0.1:5000/v2/'])('knows a private registry as %s', async (key) => {
    await config({ auths: { [key]: { auth: basic('bob', 'x') } } })
    expect(await sent('127.0.0.1:5000')).toMatchObject({ username: 'bob' })
    expect(await sent('127.0.0.1:5001')).toBeUndefined()
    expect(await sent('docker.io')).toBeUndefined()
  })
  it('prefers an identity token', async () => {
    await config({ auths: { 'r.example': { auth: basic('ann', ''), identitytoken: 'tok' } } })
    expect(await sent('r.example')).toEqual({ identitytoken: 'tok', serveraddress: 'r.example' })
  })
  it('follows DOCKER_CONFIG', async () => {
    await mkdir(join(home, 'other'))
    await writeFile(join(home, 'other', 'config.json'), JSON.stringify({ auths: { 'r.example': { auth: basic('eve', 'x') } } }))
    where = { ...where, env: { ...where.env, DOCKER_CONFIG: join(home, 'other') } }
    expect(await sent('r.example')).toMatchObject({ username: 'eve' })
  })
  it('survives a damaged file and says so', async () => {
    await writeFile(join(home, '.docker', 'config.json'), '{"auths": SECRET')
    const answer = await dockerCredentials(where)('docker.io')
    expect(answer).toEqual({ header: undefined, problem: 'config.json of the docker client cannot be read' })
  })
})

describe('helpers', () => {
  it('credHelpers come before credsStore and auths; the server goes in by stdin', async () => {
    await helper('one', 'read s; printf \'{"ServerURL":"%s","Username":"u-%s","Secret":"s"}\' "$s" "$s"')
    await helper('two', 'echo \'{"Username":"store","Secret":"s"}\'')
    await config({ credHelpers: { 'r.example': 'one' }, credsStore: 'two', auths: { 'r.example': { auth: basic('file', 'x') } } })
    expect(await sent('r.example')).toMatchObject({ username: 'u-r.example', password: 's' })
    expect(await sent('docker.io')).toMatchObject({ username: 'store' })
  })
  it('takes the user <token> for an identity token', async () => {
    await helper('tok', 'echo \'{"Username":"<token>","Secret":"idt"}\'')
    await config({ credsStore: 'tok' })
    expect(await sent('r.example')).toEqual({ identitytoken: 'idt', serveraddress: 'r.example' })
  })
  it('knows nothing: an anonymous pull without a problem', async () => {
    await helper('none', "echo 'credentials not found in native keychain'; exit 1")
    await config({ credsStore: 'none' })
    expect(await dockerCredentials(where)('r.example')).toEqual({ header: undefined, problem: null })
  })
  it('tells why it failed, without what it printed', async () => {
    await helper('loud', 'echo SECRET; echo SECRET >&2; exit 3')
    await config({ credsStore: 'loud' })
    expect(await dockerCredentials(where)('r.example')).toEqual({ header: undefined, problem: 'docker-credential-loud failed with code 3' })
  })
  it('names one that is not installed', async () => {
    await config({ credsStore: 'absent' })
    expect((await dockerCredentials(where)('r.example')).problem).toBe('docker-credential-absent is not installed')
  })
  it.each(['../evil', 'a/b', '-x', 'a b', '$(id)', ''])('never runs an impossible name: %j', async (name) => {
    await expect(askHelper(name, 'r.example', where)).rejects.toThrow('impossible name')
  })
  it('ends one that hangs', async () => {
    await helper('hang', 'exec sleep 60')
    const start = Date.now()
    await expect(askHelper('hang', 'r.example', where, 300)).rejects.toThrow('no answer within')
    expect(Date.now() - start).toBeLessThan(5_000)
  })
})
