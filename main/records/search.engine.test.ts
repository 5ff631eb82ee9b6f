import { expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../e2e/rig/engine.ts'
import { recordsOf, TestApp } from '../../e2e/rig/records-app.ts'
import type { LogFound, LogSearch, LogSearchReport } from '../../shared/contract/logs-search.ts'

const app = new TestApp()
const signal = () => new AbortController().signal
const idOf = async (name: string) => (await docker(testHost(), 'inspect', '-f', '{{.Id}}', name)).trim()

async function searched(sources: LogSearch['sources'], text: string) {
  const found: LogFound[] = []
  let last: LogSearchReport = { found: [], sources: [], more: false }
  const pattern = { text, regex: false, matchCase: false, wholeWord: false }
  for await (const report of app.handlers.records.search({ sources, pattern, max: 2000 }, signal())) {
    last = report
    found.push(...report.found)
  }
  return { found, last }
}

it('a log with what was recorded of it gives every line once, those the engine has dropped and those it still has', async () => {
  const name = uniqueName('rec')
  await app.start()
  // The engine keeps little of it: two files of 20 kB, the older one removed when the younger one is full.
  const [step, steps] = [100, 9]
  const say = `i=0; for s in $(seq 1 ${String(steps)}); do while [ ! -e /go$s ]; do sleep 0.05; done; for l in $(seq 1 ${String(step)}); do echo "needle $i of the log"; i=$((i+1)); done; done; sleep 600`
  await app.run(name, say, '--log-opt', 'max-size=20k', '--log-opt', 'max-file=2')
  await app.record(name)
  await app.until((now) => now.rules.length > 0)
  const idNow = async () => recordsOf(await app.until((now) => recordsOf(now, name).length === 1), name)[0]?.id ?? ''
  for (let s = 1; s <= steps; s++) {
    await docker(testHost(), 'exec', name, 'touch', `/go${String(s)}`)
    const last = `needle ${String(s * step - 1)} of the log\n`
    await expect.poll(async () => (await app.saved(await idNow())).endsWith(last), { timeout: 20_000 }).toBe(true)
  }
  const live = await idOf(name)
  const record = await idNow()
  const numbersOf = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => Number(/\d+/.exec(line)?.[0]))
  const kept = numbersOf(await docker(testHost(), 'logs', name))
  // An engine that turns its files may give who follows a line twice, or not at all: what was recorded is what counts.
  const recorded = numbersOf(await app.saved(record))
  expect(kept[0]).toBeGreaterThan(step)
  expect(recorded[0]).toBe(0)
  const { found, last } = await searched([{ id: live }, { id: record, olderThan: live }], 'needle')
  expect(last.sources.map(({ state }) => state)).toEqual(['done', 'done'])
  const numbers = found.map(({ text }) => Number(/\d+/.exec(text)?.[0])).sort((a, b) => a - b)
  const dropped = recorded.filter((one) => one < (kept[0] ?? 0))
  expect(numbers).toEqual([...dropped, ...kept].sort((a, b) => a - b))
  expect(found.filter(({ source }) => source === 0)).toHaveLength(kept.length)
}, 60_000)

it('records of earlier containers are searched beside the one that lives; one that is gone fails alone', async () => {
  const name = uniqueName('rec')
  await app.start()
  await app.record(name)
  const ids: string[] = []
  for (const life of ['first', 'second', 'third']) {
    await app.run(name, `echo needle of the ${life} life; sleep 600`)
    const id = await idOf(name)
    ids.push(id)
    await app.until((now) => recordsOf(now, name).some(({ container, lines }) => container === id && lines === 1))
    if (life !== 'third') await docker(testHost(), 'rm', '-f', name)
  }
  const [first = '', second = '', third = ''] = ids
  const records = recordsOf(await app.until(() => true), name)
  const of = (container: string) => records.find((one) => one.container === container)?.id ?? ''
  expect(records).toHaveLength(3)
  const sources = [{ id: third }, { id: of(first) }, { id: of(second) }, { id: of(third), olderThan: third }, { id: first }]
  const { found, last } = await searched(sources, 'needle')
  const inOrder = found.sort((a, b) => a.sec - b.sec || a.nano - b.nano).map(({ source, text }) => [source, text])
  expect(inOrder).toEqual([
    [1, 'needle of the first life'],
    [2, 'needle of the second life'],
    [0, 'needle of the third life'],
  ])
  expect(last.sources.map(({ state, error }) => [state, error?.code])).toEqual([
    ['done', undefined],
    ['done', undefined],
    ['done', undefined],
    ['done', undefined],
    ['failed', 'engine.not-found'],
  ])
}, 60_000)
