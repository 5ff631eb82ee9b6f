import { describe, expect, it } from 'vitest'
import { docker, testHost } from '../../../e2e/rig/engine.ts'
import { LOGS, logRig } from '../../../e2e/rig/log-rig.ts'

const rig = logRig('save')
type Input = Parameters<typeof rig.handlers.logs.export>[0]
async function read(input: Input): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of rig.handlers.logs.export(input, new AbortController().signal)) parts.push(part)
  return Buffer.concat(parts).toString()
}
type Line = { time: string; stream: string; container: string; line: string; omitted?: number }
const parsed = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

describe('logs.export', () => {
  it('merges several by their stamps, each line exactly', async () => {
    const [a, b] = await Promise.all(
      ['a', 'b'].map((name) => rig.ran(`i=0; while [ $i -lt 3000 ]; do echo ${name} $i; echo err $i >&2; i=$((i+1)); done`)),
    )
    const sources = [
      { id: a ?? '', name: 'first' },
      { id: b ?? '', name: 'second' },
    ]
    const lines = parsed(await read({ sources, format: 'json', stamps: false }))
    expect(lines).toHaveLength(12_000)
    for (const [container, stream, text] of [
      ['first', 'stdout', 'a'],
      ['second', 'stdout', 'b'],
      ['second', 'stderr', 'err'],
    ])
      expect(lines.filter((l) => l.container === container && l.stream === stream).map((l) => l.line)).toEqual(
        Array.from({ length: 3000 }, (_, i) => `${String(text)} ${String(i)}`),
      )
    // Out of order only where one source's own streams are.
    const order = (container: string) => lines.filter((l) => l.container === container).map((l) => l.time)
    const whole = await docker(testHost(), 'logs', '--timestamps', a ?? '')
    expect(order('first').filter((time) => whole.includes(time.replace(/0*Z$/, ''))).length).toBeGreaterThanOrEqual(3000)
    expect(lines.some((l, i) => i > 0 && l.container !== lines[i - 1]?.container)).toBe(true)
  })

  it('writes text without sequences, and a long line whole', async () => {
    const id = await rig.ran("printf '\\033[31mred\\033[0m\\r\\n'; head -c 300000 /dev/zero | tr '\\0' x; echo")
    const sources = [{ id, name: 'one' }]
    expect(await read({ sources, format: 'text', stamps: false })).toBe(`red\n${'x'.repeat(300_000)}\n`)
    expect(await read({ sources, format: 'text', stamps: true })).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z red\n/)
  })

  it('fails at once when one of several is gone, whatever the engine does about the others', async () => {
    const id = await rig.ran('echo never read')
    rig.proxy.inject(new RegExp(`^GET /containers/${id}/logs`), { kind: 'hang' }, 1)
    const sources = [
      { id: '0'.repeat(64), name: 'gone' },
      { id, name: 'mute' },
    ]
    await expect(read({ sources, format: 'json', stamps: false })).rejects.toMatchObject({ code: 'engine.not-found' })
  })

  it('fails rather than end early: cut, or ended within a frame', async () => {
    const id = await rig.ran('i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done')
    const sources = [{ id, name: 'one' }]
    rig.proxy.inject(LOGS, { kind: 'reset', after: 20_000 }, 1)
    await expect(read({ sources, format: 'json', stamps: false })).rejects.toMatchObject({ code: 'host.lost' })
    const half = '\u0001\0\0\0\0\0\0\u0040only half of it'
    rig.proxy.inject(LOGS, { kind: 'answer', status: 200, body: half, type: 'application/octet-stream' }, 1)
    await expect(read({ sources, format: 'raw', stamps: false })).rejects.toMatchObject({ code: 'host.lost' })
    rig.proxy.inject(LOGS, { kind: 'answer', status: 200, body: half, type: 'application/octet-stream' }, 1)
    const save = async () => {
      for await (const _ of rig.handlers.logs.save({ id, stamps: false }, new AbortController().signal));
    }
    await expect(save()).rejects.toMatchObject({ code: 'host.lost' })
  })
})
