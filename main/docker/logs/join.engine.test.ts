import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import { LOGS, logRig } from '../../../e2e/rig/log-rig.ts'
import type { Read } from '../../../e2e/rig/logs.ts'
import { Notice } from '../../../shared/log-batch.ts'

const rig = logRig('join')
const count = (word: string, pause = '0.01') => `i=0; while :; do echo ${word} $i; i=$((i+1)); sleep ${pause}; done`
const follow = (ids: string[], view: string) => rig.follow(ids, 'all', view)
const join = (view: string, id: string, source: number, as: 'joined' | 'recreated' = 'joined') =>
  rig.handlers.logs.join({ view, id, source, tail: 'all', as }, new AbortController().signal)
const numbered = (word: string, lines: readonly Read[]) => lines.map((_, i) => `${word} ${String(i)}`)

it('a container joins a view that stands: both are whole and merged by stamp from there on', async () => {
  const view = randomUUID()
  const reader = follow([await rig.start(count('first'))], view)
  await reader.until((all) => all.some((r) => r.text === 'first 20'))
  const second = await rig.start(count('second'))
  expect(await join(view, second, 1)).toBe(true)
  await reader.until((all) => all.some((r) => r.text === 'second 100'))
  for (const [source, word] of ['first', 'second'].entries()) {
    const lines = reader.lines().filter((r) => r.source === source)
    expect(lines.map((r) => r.text)).toEqual(numbered(word, lines))
  }
  const joined = reader.all.findIndex((r) => r.source === 1 && r.notice === Notice.joined)
  const stamps = reader.all.slice(joined + 1).map((r) => r.stamp)
  expect(stamps.length).toBeGreaterThan(50)
  expect(stamps).toEqual([...stamps].sort())
})

it('one that was recreated under its name goes on where the old one ended, and the place is marked', async () => {
  const name = uniqueName('join')
  const view = randomUUID()
  const reader = follow([await rig.start(`echo old; sleep 600`, '--name', name)], view)
  await reader.until((all) => all.some((r) => r.text === 'old'))
  await docker(testHost(), 'rm', '-f', name)
  await reader.until((all) => all.some((r) => r.notice === Notice.removed))
  // Nothing is left in it, and still it stands.
  expect(await join(view, await rig.start(`echo new; sleep 600`, '--name', name), 1, 'recreated')).toBe(true)
  await reader.until((all) => all.some((r) => r.text === 'new'))
  const story = reader.all.filter((r) => r.notice !== Notice.caughtUp && r.notice !== Notice.stopped).map((r) => r.notice ?? r.text)
  expect(story).toEqual(['old', Notice.removed, Notice.recreated, 'new'])
  const mark = reader.all.find((r) => r.notice === Notice.recreated)
  const [old, fresh] = reader.lines()
  expect([old?.stamp, mark?.stamp, fresh?.stamp]).toEqual([old?.stamp, mark?.stamp, fresh?.stamp].sort())
})

it('a view may begin empty; nobody joins one that is gone or that has other sources', async () => {
  const view = randomUUID()
  const reader = follow([], view)
  const id = await rig.start(count('line'))
  await expect.poll(() => join(view, id, 0)).toBe(true)
  await reader.until((all) => all.some((r) => r.text === 'line 10'))
  expect(await join(view, id, 0)).toBe(false)
  expect(await join(view, id, 2)).toBe(false)
  expect(await join(randomUUID(), id, 0)).toBe(false)
  await reader.stop()
  expect(await join(view, id, 1)).toBe(false)
})

it('of one that is removed at once either its line is there, or that lines may be missing', async () => {
  const view = randomUUID()
  const reader = follow([], view)
  const name = uniqueName('join')
  for (let n = 0; n < 3; n++) {
    const id = await rig.start(`echo line ${String(n)}; sleep 600`, '--name', name)
    await expect.poll(() => rig.docker('logs', id)).toBe(`line ${String(n)}\n`)
    const [there] = await Promise.all([join(view, id, n, n === 0 ? 'joined' : 'recreated'), docker(testHost(), 'rm', '-f', id)])
    expect(there).toBe(true)
    await reader.until((all) => all.some((r) => r.source === n && r.notice === Notice.removed))
    const own = reader.all.filter((r) => r.source === n)
    const whole = own.some((r) => r.text === `line ${String(n)}`)
    const told = own.findIndex((r) => r.notice === Notice.gap && r.text === 'removed')
    expect(whole || told !== -1, JSON.stringify(own)).toBe(true)
    expect(own.at(-1)?.notice).toBe(Notice.removed)
  }
})

it('one whose reading was cut and that is gone before the next says that lines may be missing', async () => {
  const id = await rig.start('i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done; sleep 600')
  await expect.poll(() => rig.docker('logs', '--tail', '1', id)).toBe('line 4999\n')
  rig.proxy.inject(LOGS, { kind: 'reset', after: 20_000 })
  const reader = rig.follow([id])
  await reader.until((all) => all.some((r) => r.notice === Notice.interrupted))
  await rig.docker('rm', '-f', id)
  await reader.done
  expect(reader.notices().slice(-2)).toEqual([
    { kind: Notice.gap, text: 'removed' },
    { kind: Notice.removed, text: '' },
  ])
})
