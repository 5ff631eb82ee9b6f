import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appError } from '../../shared/errors.ts'
import { Recorder } from './recorder.ts'
import { Store } from './store.ts'
import { HOST, metaOf, numbered } from './test-lines.ts'

let dir = ''
let open: Recorder | null = null
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-kept-'))
})
afterEach(async () => {
  await open?.close()
  open = null
  await rm(dir, { recursive: true, force: true })
})

/** A recorder that finds no engine. */
async function recorder(): Promise<Recorder> {
  await open?.close()
  const engine = () => {
    throw appError('host.lost')
  }
  async function* watch(signal: AbortSignal) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    yield []
  }
  open = new Recorder({ dataDir: dir, engine, watch })
  return open
}

/** A record whose lines are older than any limit. */
async function recorded(): Promise<void> {
  const store = new Store(join(dir, 'records'), () => ({ bytes: 1 << 28, days: 30_000 }))
  const log = await store.log(HOST, metaOf('a'))
  const { head, batch } = numbered(0, 10)
  await log.append(head, batch)
  await store.close()
}
const settings = (text: string, name = 'records.json') => writeFile(join(dir, name), text)
const SOUND = JSON.stringify({ rules: [{ host: HOST, rule: { kind: 'all' } }], limits: { bytes: 256_000_000, days: 3000 } })

it('limits that are known are kept to', async () => {
  await recorded()
  await settings(SOUND)
  const one = await recorder()
  expect((await one.state()).trouble).toBeNull()
  await one.tidy()
  expect(await one.state()).toMatchObject({ records: [], limits: { days: 3000 } })
})

const lost: [string, () => Promise<void>, 'backup' | 'defaults'][] = [
  ['is no JSON', () => settings('{"rules": [{'), 'defaults'],
  ['has rules that are none', () => settings('{"rules": 7}'), 'defaults'],
  ['is gone', () => Promise.resolve(), 'defaults'],
  ['is damaged beside a sound older one', () => settings('').then(() => settings(SOUND, 'records.bak.json')), 'backup'],
]
it.each(lost)(
  'settings whose file %s are said to be lost, also after a start, and nothing is removed by their stand-ins',
  async (_what, harm, loaded) => {
    await recorded()
    await harm()
    for (let start = 0; start < 2; start++) {
      const one = await recorder()
      expect((await one.state()).trouble).toEqual({ kind: 'settings-lost', loaded, paused: false })
      await one.tidy()
      expect((await one.state()).records).toHaveLength(1)
    }
    const one = await recorder()
    const { limits } = await one.state()
    await one.setLimits(limits)
    expect(await one.state()).toMatchObject({ trouble: null, records: [] })
    expect((await (await recorder()).state()).trouble).toBeNull()
  },
)

it('with no file and no record there is nothing to say', async () => {
  expect((await (await recorder()).state()).trouble).toBeNull()
})
