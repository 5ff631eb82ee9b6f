import { describe, expect, it } from 'vitest'
import { docker, testHost } from '../../../e2e/rig/engine.ts'
import { LOGS, logRig } from '../../../e2e/rig/log-rig.ts'
import { collect } from '../../../e2e/rig/logs.ts'
import { Notice } from '../../../shared/log-batch.ts'

const rig = logRig('log')
const isKind = (kind: number) => (r: { notice: number | null }) => r.notice === kind

describe('logs.follow', () => {
  it('opens at the tail without scanning, tells the streams apart and then follows', async () => {
    const id = await rig.start('i=0; while [ $i -lt 50 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done; sleep 1; echo live; sleep 600')
    const reader = rig.follow([id], 20)
    await reader.until((all) => all.some((r) => r.text === 'live'))
    expect(reader.lines().length).toBeLessThanOrEqual(101)
    expect(
      reader
        .lines()
        .filter((r) => r.stderr)
        .every((r) => r.text.startsWith('err')),
    ).toBe(true)
    const request = rig.proxy.requests.find((r) => LOGS.test(`${r.method} ${r.path}`))
    expect(request?.path).toMatch(/tail=20/)
    expect(request?.path).not.toMatch(/since/)
  })

  it('a numbered stream cut 50 times loses and doubles nothing', async () => {
    const id = await rig.start('i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; sleep 600')
    const cuts = (n: number) =>
      n % 2 === 0 ? ({ kind: 'reset', after: 900 + n * 613 } as const) : ({ kind: 'cut', chunks: 7 * n } as const)
    rig.proxy.inject(LOGS, cuts(0), 1)
    const reader = rig.follow([id])
    for (let n = 1; n <= 50; n++) {
      await reader.until((all) => all.filter(isKind(Notice.interrupted)).length === n)
      if (n < 50) rig.proxy.inject(LOGS, cuts(n), 1)
    }
    await reader.until((all) => all.some((r) => r.text === 'line 19999'), 55_000)
    expect(reader.lines().map((r) => r.text)).toEqual(Array.from({ length: 20_000 }, (_, i) => `line ${String(i)}`))
    expect(reader.notices().filter((n) => n.kind === Notice.interrupted)).toHaveLength(50)
    expect(reader.notices().filter((n) => n.kind === Notice.resumed)).toHaveLength(50)
  }, 90_000)

  it('a bit flipped in a frame header is said, and the line comes whole from the next reading', async () => {
    const id = await rig.start('i=0; while [ $i -lt 500 ]; do echo line $i; i=$((i+1)); done; sleep 600')
    rig.proxy.inject(LOGS, { kind: 'flip', at: 5 }, 1) // a zero byte of the first frame's header
    const reader = rig.follow([id])
    await reader.until((all) => all.some((r) => r.text === 'line 499'))
    expect(reader.lines().map((r) => r.text)).toEqual(Array.from({ length: 500 }, (_, i) => `line ${String(i)}`))
    expect(reader.notices().some((n) => n.kind === Notice.damaged || n.kind === Notice.interrupted)).toBe(true)
  })

  it('follows over a restart and says so; a stop is said with its exit code', async () => {
    const id = await rig.start('echo begun; trap "exit 3" TERM; while :; do sleep 0.1; done')
    const reader = rig.follow([id])
    await reader.until((all) => all.some((r) => r.text === 'begun'))
    await docker(testHost(), 'restart', id)
    await reader.until((all) => all.filter((r) => r.text === 'begun').length === 2)
    await docker(testHost(), 'stop', id)
    await reader.until((all) => all.some((r) => r.notice === Notice.stopped && r.text === '3'))
    await docker(testHost(), 'start', id)
    await reader.until((all) => all.filter((r) => r.text === 'begun').length === 3)
    const kinds = reader.notices().map((n) => n.kind)
    expect(kinds.filter((k) => k === Notice.started)).toHaveLength(2)
    expect(kinds).not.toContain(Notice.interrupted)
  })

  it('says that the container was removed and ends', async () => {
    const id = await rig.start('echo here; sleep 600')
    const reader = rig.follow([id])
    await reader.until((all) => all.some((r) => r.text === 'here'))
    await docker(testHost(), 'rm', '-f', id)
    await reader.done
    expect(reader.notices().at(-1)?.kind).toBe(Notice.removed)
  })

  it('names a driver that cannot be read and ends', async () => {
    const reader = rig.follow([await rig.start('sleep 600', '--log-driver', 'none')])
    await reader.done
    expect(reader.notices()).toEqual([{ kind: Notice.unreadable, text: 'none' }])
  })

  it('reads a TTY raw, with its carriage returns', async () => {
    const id = await rig.start("printf 'a\\n\\033[31mred\\033[0m\\n'; sleep 600", '-t')
    const reader = rig.follow([id])
    await reader.until((all) => all.filter((r) => r.notice === null).length === 2)
    expect(reader.lines().map((r) => r.text)).toEqual(['a\r', '\u001b[31mred\u001b[0m\r'])
  })

  it.each([
    ['', false],
    ['-t', true],
  ])('a line of 3 MB is capped at 64 KiB and what is missing counted (%s)', async (tty) => {
    const id = await rig.start("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo after; sleep 600", ...(tty === '' ? [] : [tty]))
    const reader = rig.follow([id])
    await reader.until((all) => all.some((r) => r.text.startsWith('after')), 40_000)
    const [long, after] = reader.lines()
    expect(reader.lines()).toHaveLength(2)
    expect(long?.capped).toBe(true)
    expect(long?.bytes.length).toBe(65536 + 8)
    expect(Number(long?.bytes.readBigUInt64LE(65536))).toBe(3_000_000 - 65536 + (tty === '' ? 0 : 1))
    expect(after?.text.trim()).toBe('after')
  })

  it('bytes of a character that arrive apart stay together', async () => {
    const id = await rig.start("i=0; while [ $i -lt 200 ]; do echo 'я😀漢 '$i; i=$((i+1)); done; sleep 600")
    rig.proxy.inject(LOGS, { kind: 'slice', bytes: 3 })
    const reader = rig.follow([id])
    await reader.until((all) => all.filter((r) => r.notice === null).length === 200)
    expect(reader.lines().map((r) => r.text)).toEqual(Array.from({ length: 200 }, (_, i) => `я😀漢 ${String(i)}`))
  })

  it('merges several containers by stamp', async () => {
    const ids = await Promise.all(
      ['a', 'b', 'c'].map((n) => rig.start(`i=0; while [ $i -lt 60 ]; do echo ${n} $i; i=$((i+1)); sleep 0.02; done; sleep 600`)),
    )
    // Followed as they come they are in order as far as the engine tells them in time; what it has already is, always.
    for (const id of ids) await expect.poll(() => rig.docker('logs', '--tail', '1', id)).toMatch(/^[abc] 59$/m)
    const reader = rig.follow(ids)
    await reader.until((all) => all.filter((r) => r.notice === null).length === 180)
    const stamps = reader.lines().map((r) => r.stamp)
    expect(stamps).toEqual([...stamps].sort())
    for (const [source, n] of ['a', 'b', 'c'].entries())
      expect(
        reader
          .lines()
          .filter((r) => r.source === source)
          .map((r) => r.text),
      ).toEqual(Array.from({ length: 60 }, (_, i) => `${n} ${String(i)}`))
  })

  it('a reader that leaves closes the engine’s side', async () => {
    const id = await rig.start('yes')
    const settled = async () => {
      for (let same = 0, last = -1; same < 8; same = rig.proxy.open === last ? same + 1 : 0) {
        last = rig.proxy.open
        await new Promise((resolve) => setTimeout(resolve, 60))
      }
      return rig.proxy.open
    }
    const once = collect(rig.handlers, [id], 10) // the calls' own connections are kept alive: they count before and after
    await once.until((all) => all.length > 1000)
    await once.stop()
    const before = await settled()
    const reader = collect(rig.handlers, [id], 10)
    await reader.until((all) => all.length > 1000)
    expect(rig.proxy.open).toBeGreaterThan(before)
    await reader.stop()
    expect(await settled()).toBeLessThanOrEqual(before)
    await docker(testHost(), 'kill', id)
  })

  it('a reader that stops reading holds the engine back, in bounded memory', async () => {
    const id = await rig.start('yes $(head -c 200 /dev/zero | tr "\\0" y)')
    const stream = rig.handlers.logs.follow({ sources: [{ id }], tail: 1 }, new AbortController().signal)[Symbol.asyncIterator]()
    await stream.next()
    const logged = async () => Number(await docker(testHost(), 'exec', id, 'sh', '-c', 'cat /proc/1/io | grep wchar | cut -d" " -f2'))
    const heap = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
    const from = await logged()
    await expect.poll(logged, { timeout: 20_000 }).toBeGreaterThan(from + 60_000_000)
    const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - heap
    expect(grown).toBeLessThan(24_000_000)
    await stream.return?.()
    await docker(testHost(), 'kill', id)
  })
})

describe('logs.save', () => {
  it.each([false, true])('is byte for byte what the container wrote (tty: %s)', async (tty) => {
    const id = await rig.start(
      "head -c 200000 /dev/urandom | base64 -w 50000; printf 'a\\rb\\0\\033[1m'; echo; printf 'no newline'",
      ...(tty ? ['-t'] : []),
    )
    await docker(testHost(), 'wait', id)
    const parts: Uint8Array[] = []
    for await (const part of rig.handlers.logs.save({ id, stamps: false }, new AbortController().signal)) parts.push(part)
    expect(Buffer.concat(parts).toString('latin1') === Buffer.from(await docker(testHost(), 'logs', id)).toString('latin1')).toBe(true)
  })

  it('fails rather than end early', async () => {
    const id = await rig.start('i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done')
    await docker(testHost(), 'wait', id)
    rig.proxy.inject(LOGS, { kind: 'reset', after: 20_000 }, 1)
    const read = async () => {
      for await (const _ of rig.handlers.logs.save({ id, stamps: false }, new AbortController().signal));
    }
    await expect(read()).rejects.toMatchObject({ code: 'host.lost' })
  })

  it('says which driver cannot be read', async () => {
    const id = await rig.start('true', '--log-driver', 'none')
    const read = rig.handlers.logs.save({ id, stamps: false }, new AbortController().signal)[Symbol.asyncIterator]()
    await expect(read.next()).rejects.toMatchObject({ code: 'logs.unreadable', params: { driver: 'none' } })
  })
})
