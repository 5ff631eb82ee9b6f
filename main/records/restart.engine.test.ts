import { expect, it } from 'vitest'
import { docker, engineApi, testHost, uniqueName } from '../../e2e/rig/engine.ts'
import { records as readLines } from '../../e2e/rig/logs.ts'
import { recordsOf, TestApp } from '../../e2e/rig/records-app.ts'
import { Notice } from '../../shared/log-batch.ts'
import { MOST_BEHIND } from './resume.ts'

const app = new TestApp()
const signal = () => new AbortController().signal
const go = (name: string, file: string) => docker(testHost(), 'exec', name, 'touch', file)
const AWAIT = (file: string) => `while [ ! -e ${file} ]; do sleep 0.1; done`
/** Enough for the engine to hand over a part of a line that does not end. */
const BEGUN = `head -c 40000 /dev/zero | tr '\\0' e >&2`

/** Whether the engine has written down what it hands over of that part. */
async function begun(name: string): Promise<boolean> {
  const logged = await engineApi(testHost()).call('GET', `/containers/${name}/logs?stderr=1`)
  return String(logged).length > 2 * 16 * 1024
}

/** A container that begins a line of stderr, logs lines of stdout, and ends the first on asking. Recorded up to its last line. */
async function unfinished(lines: number, width: number): Promise<{ name: string; id: string; count: number }> {
  const name = uniqueName('rec')
  await app.start()
  const rows = `awk 'BEGIN { s = sprintf("%${String(width)}s", ""); for (i = 0; i < ${String(lines)}; i++) print "line " i s }'`
  await app.run(
    name,
    `${BEGUN}; ${AWAIT('/rows')}; ${rows}; ${AWAIT('/more')}; echo more; ${AWAIT('/end')}; echo END >&2; echo last; sleep 600`,
  )
  // Its beginning is in the log before the lines that overtake it.
  await expect.poll(() => begun(name), { timeout: 20_000 }).toBe(true)
  await go(name, '/rows')
  await app.record(name)
  const [one] = recordsOf(await app.until((now) => recordsOf(now, name)[0]?.lines === lines), name)
  return { name, id: one?.id ?? '', count: lines }
}

it('a line of stderr that has not ended doubles nothing, however many lines and starts go by', async () => {
  // More than 64 frames of the store.
  const { name, id, count } = await unfinished(10_000, 1000)
  for (let start = 1; start <= 3; start++) {
    await app.close()
    await app.start()
    if (start === 1) await go(name, '/more')
    await app.until((now) => recordsOf(now, name).some(({ lines, state }) => lines === count + 1 && state === 'recording'))
  }
  await go(name, '/end')
  await app.until((now) => recordsOf(now, name)[0]?.lines === count + 3)
  const logged = await docker(testHost(), 'logs', name)
  expect((await app.saved(id)).replace(/^e+END\n/m, '')).toBe(logged)
  expect(await app.saved(id)).toMatch(/^e{40000}END$/m)
}, 120_000)

it('one that does not end for ever is not waited for: all others are whole, and that it is missing after a start is said', async () => {
  const { name, id, count } = await unfinished(3 * MOST_BEHIND, 0)
  await app.close()
  await app.start()
  await go(name, '/more')
  await app.until((now) => recordsOf(now, name)[0]?.lines === count + 1)
  await go(name, '/end')
  // Its place among the lines of the other stream is the engine's affair.
  await expect.poll(() => app.saved(id), { timeout: 20_000 }).toMatch(/^last$/m)
  const all = (await app.batches(id)).flatMap((batch) => readLines(batch))
  expect(all.filter(({ stderr, notice }) => !stderr && notice === null)).toHaveLength(count + 2)
  // An engine that gives all parts of a line the stamp of the first has nothing of it any more.
  for (const { text } of all.filter(({ stderr, notice }) => stderr && notice === null)) expect(text).toMatch(/^e*END$/)
  expect(all.filter(({ notice }) => notice === Notice.gap).map(({ text }) => text)).toEqual(['cut'])
}, 120_000)

it('removed, the log of a quiet container does not come back at the next start; a new line begins a new record', async () => {
  const name = uniqueName('rec')
  await app.start()
  await app.run(name, `echo one; echo two; ${AWAIT('/more')}; echo three; sleep 600`)
  // Another one shows that the recorder was at work after each start.
  const other = uniqueName('rec')
  await app.run(other, 'i=0; while :; do echo $i; i=$((i+1)); sleep 0.1; done')
  for (const one of [name, other]) await app.record(one)
  const [first] = recordsOf(await app.until((now) => recordsOf(now, name)[0]?.lines === 2), name)
  await app.handlers.records.remove({ ids: [first?.id ?? ''] }, signal())
  for (let start = 0; start < 2; start++) {
    await app.close()
    await app.start()
    const before = recordsOf(await app.until((now) => recordsOf(now, other)[0]?.state === 'recording'), other)[0]?.lines ?? 0
    const state = await app.until((now) => (recordsOf(now, other)[0]?.lines ?? 0) > before + 5)
    expect(recordsOf(state, name)).toEqual([])
  }
  await go(name, '/more')
  await app.until((now) => recordsOf(now, name)[0]?.lines === 1)
  expect(await app.saved(first?.id ?? '')).toBe('three\n')

  // Who asks for it anew gets all the engine has.
  const rule = { kind: 'container' as const, name }
  await app.handlers.records.stop({ rule }, signal())
  await app.until((now) => recordsOf(now, name)[0]?.state === 'kept')
  await app.handlers.records.remove({ ids: [first?.id ?? ''] }, signal())
  await app.record(name)
  await app.until((now) => recordsOf(now, name)[0]?.lines === 3)
  expect(await app.saved(first?.id ?? '')).toBe('one\ntwo\nthree\n')
}, 120_000)
