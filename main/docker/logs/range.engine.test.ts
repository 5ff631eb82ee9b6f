import { describe, expect, it } from 'vitest'
import { LOGS, logRig } from '../../../e2e/rig/log-rig.ts'
import { logs } from '../../../shared/contract/logs.ts'
import { Notice } from '../../../shared/log-batch.ts'

const rig = logRig('range')
const ends = (kind: number) => (all: readonly { notice: number | null }[]) => all.some((r) => r.notice === kind)

describe('a part of a log by time', () => {
  it('is cut at the nanosecond, both ends in it, and says that it ended, though the container goes on', async () => {
    const id = await rig.start('i=0; while [ $i -lt 400 ]; do echo line $i; i=$((i+1)); done; sleep 600')
    const whole = rig.follow([id])
    await whole.until((all) => all.some((r) => r.text === 'line 399'))
    const lines = whole.lines()
    const [since, until] = [lines[100]?.stamp ?? '', lines[299]?.stamp ?? '']
    const part = rig.follow([id], { since, until })
    await part.done
    const expected = lines.filter(({ stamp }) => stamp >= since && stamp <= until).map(({ text }) => text)
    expect(expected.length).toBeGreaterThanOrEqual(200)
    expect(part.lines().map(({ text }) => text)).toEqual(expected)
    expect(part.notices().map(({ kind }) => kind)).toEqual([Notice.caughtUp, Notice.reached])
  })

  it('loses and doubles nothing where the connection is cut', async () => {
    const id = await rig.start('i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done; sleep 600')
    const whole = rig.follow([id])
    await whole.until((all) => all.some((r) => r.text === 'line 4999'))
    const until = whole.lines()[3999]?.stamp ?? ''
    rig.proxy.inject(LOGS, { kind: 'reset', after: 20_000 }, 1)
    rig.proxy.inject(LOGS, { kind: 'cut', chunks: 9 }, 1)
    const part = rig.follow([id], { until })
    await part.done
    const expected = whole.lines().filter(({ stamp }) => stamp <= until)
    expect(part.lines().map(({ text }) => text)).toEqual(expected.map(({ text }) => text))
    expect(part.notices().map(({ kind }) => kind)).toContain(Notice.interrupted)
  })

  it('that ends in the future is followed until then and not further, by one that writes and one that is silent', async () => {
    const loud = await rig.start('i=0; while :; do echo tick $i; i=$((i+1)); sleep 0.05; done')
    const silent = await rig.start('echo once; sleep 600')
    const end = `${String(Math.floor(Date.now() / 1000) + 3)}.000000000`
    const reader = rig.follow([loud, silent], { until: end })
    await reader.until((all) => all.some((r) => r.text === 'once') && all.some((r) => r.text.startsWith('tick')))
    expect(ends(Notice.reached)(reader.all)).toBe(false)
    await reader.done
    const stamps = reader.lines().map(({ stamp }) => stamp)
    expect(stamps.every((stamp) => stamp <= end)).toBe(true)
    expect(reader.notices().filter(({ kind }) => kind === Notice.reached)).toHaveLength(2)
    expect(reader.notices().at(-1)?.kind).toBe(Notice.reached)
    // All that the engine has up to then.
    const again = rig.follow([loud], { until: end })
    await again.done
    expect(again.lines().map(({ text }) => text)).toEqual(
      reader
        .lines()
        .filter(({ source }) => source === 0)
        .map(({ text }) => text),
    )
  })

  it('that cannot be is refused', () => {
    const bad = [{ since: '5m' }, { until: '1.5' }, { since: '20.000000000', until: '9.000000000' }]
    const sources = [{ id: 'a'.repeat(64) }]
    for (const part of bad) expect(logs.follow.input.safeParse({ sources, tail: 'all', ...part }).success).toBe(false)
  })
})

it('a view that is about another host reads nothing of the one that is chosen, and says so', async () => {
  const id = await rig.start('echo a line of this host; sleep 600')
  const host = { name: 'elsewhere', address: 'unix:///elsewhere.sock' }
  const reader = rig.follow([id], { host })
  await reader.until(ends(Notice.away))
  expect(reader.notices()).toContainEqual({ kind: Notice.away, text: 'elsewhere' })
  expect(reader.lines()).toEqual([])
  const own = rig.follow([id], { host: { name: 'here', address: rig.proxy.host } })
  await own.until((all) => all.some(({ text }) => text === 'a line of this host'))
})
