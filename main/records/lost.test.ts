import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BEAT, disown, isOurs, own, SILENCE } from './owner.ts'
import { LOST, Store } from './store.ts'
import { expected, HOST, linesOf, metaOf, numbered } from './test-lines.ts'

let dir = ''
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setInterval', 'clearInterval'] })
  dir = await mkdtemp(join(tmpdir(), 'gantry-lost-'))
})
afterEach(async () => {
  vi.useRealTimers()
  await disown(dir)
  await rm(dir, { recursive: true, force: true })
})

/** What a machine that sleeps finds when it wakes: its timers have not run, and only the clock of the day went on. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)
const LIMITS = () => ({ bytes: 1 << 28, days: 30_000 })

/** Another app that shares the folder: it holds nothing that this one does. */
async function other(): Promise<typeof import('./owner.ts')> {
  vi.resetModules()
  return import('./owner.ts')
}

async function opened(mine: () => Promise<boolean>): Promise<Store> {
  const store = new Store(dir, LIMITS, () => true, mine)
  await store.open(true)
  return store
}

it('who slept until its folder was taken changes nothing in it any more, and is told so at the next writing', async () => {
  const onLost = vi.fn()
  expect(await own(dir, onLost)).toBe(true)
  const slept = await opened(() => isOurs(dir))
  const log = await slept.log(HOST, metaOf('a'))
  const [one, two, three] = [numbered(0, 10), numbered(10, 20), numbered(20, 30)]
  await log.append(one.head, one.batch)

  // To the other one, this is an app on another machine.
  await writeFile(join(dir, 'owner.1'), '1 12 elsewhere')
  const owner = await other()
  expect(await owner.own(dir)).toBe(false)
  const beats = performance.now()
  sleep(SILENCE + 60_000)
  vi.spyOn(performance, 'now').mockImplementation(() => beats + SILENCE + 60_000)
  expect(await owner.own(dir)).toBe(true)
  vi.mocked(performance.now).mockImplementation(() => beats)
  const follower = await opened(() => owner.isOurs(dir))
  const theirs = follower.logs.get(log.id)
  await theirs?.append(two.head, two.batch)
  const kept = () => Promise.all(['00000001', '00000002'].map((name) => readFile(join(log.folder, `${name}.glog`))))
  const before = await kept()

  await expect(log.append(three.head, three.batch)).rejects.toMatchObject({ code: LOST })
  expect(onLost).toHaveBeenCalledTimes(1)
  await expect(log.append(three.head, three.batch)).rejects.toMatchObject({ code: LOST })
  await expect(log.dropOldest()).rejects.toMatchObject({ code: LOST })
  await expect(slept.remove(log.id)).rejects.toMatchObject({ code: LOST })
  await expect(slept.forget(log.id)).rejects.toMatchObject({ code: LOST })
  await slept.close()
  expect(onLost).toHaveBeenCalledTimes(1)
  expect(await kept()).toEqual(before)
  expect(theirs && (await linesOf(theirs))).toEqual(expected(20))
  await follower.close()
  await owner.disown(dir)
})

it('who slept and finds the folder its own still asks each time for as long as another may have judged it dead', async () => {
  const onLost = vi.fn()
  await own(dir, onLost)
  sleep(SILENCE)
  expect(await isOurs(dir)).toBe(true)
  // Taken by one that looked at the last sign of life just before there was a new one.
  await writeFile(join(dir, 'owner.2'), '1 12 elsewhere')
  expect(await isOurs(dir)).toBe(false)
  expect(onLost).toHaveBeenCalledTimes(1)
})

it('a clock that is set back proves nothing, and a holder that is awake need not ask', async () => {
  await own(dir)
  await writeFile(join(dir, 'owner.2'), '1 12 elsewhere')
  sleep(BEAT)
  expect(await isOurs(dir)).toBe(true)
  sleep(-2 * BEAT)
  expect(await isOurs(dir)).toBe(false)
})

it('a folder that is gone is nobody’s', async () => {
  const onLost = vi.fn()
  await own(dir, onLost)
  await rm(dir, { recursive: true })
  sleep(SILENCE)
  expect(await isOurs(dir)).toBe(false)
  expect(onLost).toHaveBeenCalledTimes(1)
})
