import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uniqueName } from '../../../e2e/rig/engine.ts'
import { engineMissing, RUNNING_KINDS, startEngine } from '../../../e2e/rig/engines.ts'
import { LOGS, logRig } from '../../../e2e/rig/log-rig.ts'
import { type Read, records } from '../../../e2e/rig/logs.ts'
import { recordsOf, TestApp } from '../../../e2e/rig/records-app.ts'
import type { LogFound } from '../../../shared/contract/logs-search.ts'
import { Notice } from '../../../shared/log-batch.ts'
import type { Sandbox } from '../../sandbox/types.ts'

const { signal } = new AbortController()
const numbered = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word} ${String(i)}`)
const texts = (lines: readonly Read[], source = 0) => lines.filter((r) => r.source === source).map((r) => r.text)
const has = (text: string) => (all: readonly Read[]) => all.some((r) => r.text === text)
const told = (kind: number) => (all: readonly Read[]) => all.some((r) => r.notice === kind)
/** Written in large pieces, as programs do whose output is no terminal: an engine reads them cut anywhere. */
const seq = (word: string, last: number) => `seq 0 ${String(last)} | sed 's/^/${word} /'`
const AWAIT = (file: string) => `while [ ! -e ${file} ]; do sleep 0.1; done`
async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

for (const kind of RUNNING_KINDS) {
  const missing = await engineMissing(kind)
  describe.skipIf(missing !== undefined)(missing === undefined ? kind : `${kind} cannot be had: ${missing}`, () => {
    const podman = kind === 'podman-4.3'
    let engine: Sandbox
    beforeAll(async () => {
      engine = await startEngine({ kind, seed: ['alpine'] })
    }, 120_000)
    afterAll(() => engine.stop())
    const rig = logRig('kind', () => engine.host)
    const app = new TestApp(() => engine.host)

    it('shows exactly the newest lines, tells the streams apart, and follows', async () => {
      const id = await rig.start(`${seq('row', 49_999)}; ${AWAIT('/oops')}; echo oops >&2; ${AWAIT('/live')}; echo live; sleep 600`)
      const whole = rig.follow([id])
      await whole.until(has('row 49999'))
      await rig.docker('exec', id, 'touch', '/oops')
      await whole.until(has('oops'))
      expect(texts(whole.lines())).toEqual([...numbered('row', 50_000), 'oops'])
      const reader = rig.follow([id], 500)
      await reader.until(told(Notice.caughtUp))
      await rig.docker('exec', id, 'touch', '/live')
      await reader.until(has('live'))
      expect(reader.lines()).toHaveLength(501)
      expect(texts(reader.lines())).toEqual([...numbered('row', 50_000).slice(-499), 'oops', 'live'])
      expect(texts(reader.lines().filter((r) => r.stderr))).toEqual(['oops'])
    })

    if (podman)
      it('where the engine looks for the newest lines too long, shows what it has of them, and says so', async () => {
        const id = await rig.start(`${seq('row', 99)}; ${AWAIT('/live')}; while :; do echo live; sleep 0.2; done`)
        const whole = rig.follow([id])
        await whole.until(has('row 99'))
        rig.proxy.inject(/logs\?.*since=/, { kind: 'hang' }, 1)
        const reader = rig.follow([id], 10)
        await reader.until(told(Notice.gap))
        await reader.until(told(Notice.caughtUp))
        await rig.docker('exec', id, 'touch', '/live')
        await reader.until(has('live'))
        expect(texts(reader.lines()).slice(0, 11)).toEqual([...numbered('row', 100).slice(-10), 'live'])
        expect(reader.notices().filter(({ kind }) => kind !== Notice.caughtUp)).toEqual([{ kind: Notice.gap, text: 'tail' }])
      })

    it('keeps every byte: carriage returns, NUL, a character that comes in two, one that is none, long lines', async () => {
      // The `local` driver of 20.10 loses the end of a line longer than 16 KiB: the next one stands behind it.
      const long = kind === 'docker-20.10' ? 16_000 : 40_000
      const says = String.raw`printf 'a\rb\r\n\0x\n\377\376 bad\n\n\321'; sleep 0.3; printf '\217 late\n'; head -c ${long} /dev/zero | tr '\0' x; echo; echo end`
      // Docker's default driver keeps text: what is no UTF-8 is lost before anybody can read it.
      const id = await rig.ran(says, ...(podman ? [] : ['--log-driver', 'local']))
      const wanted = [Buffer.from('a\rb\r\n\0x\n'), Buffer.from([0xff, 0xfe]), Buffer.from(` bad\n\nя late\n${'x'.repeat(long)}\nend\n`)]
      expect((await bytesOf(rig.handlers.logs.save({ id, stamps: false }, signal))).toString('latin1')).toBe(
        Buffer.concat(wanted).toString('latin1'),
      )
      const sources = [{ id, name: 'one' }]
      const written = rig.handlers.logs.export({ sources, format: 'raw', stamps: false }, signal)
      expect((await bytesOf(written)).equals(Buffer.concat(wanted))).toBe(true)
      rig.proxy.inject(LOGS, { kind: 'slice', bytes: 1021 })
      const reader = rig.follow([id], podman ? 5 : 'all')
      await reader.until(told(Notice.stopped))
      const lines = Buffer.concat(reader.lines().map(({ bytes }) => Buffer.concat([bytes, Buffer.from('\n')])))
      expect(lines.toString('latin1')).toBe(
        Buffer.concat(wanted)
          .toString('latin1')
          .split('\n')
          .slice(podman ? -6 : 0)
          .join('\n'),
      )
    })

    it('reads a terminal: a prompt at once, its answer on the same line, and what is missing of a long line counted', async () => {
      const says = `printf 'sure? '; ${AWAIT('/go')}; echo yes; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo after; sleep 600`
      const id = await rig.start(says, '-t')
      const reader = rig.follow([id])
      await rig.docker('exec', id, 'touch', '/go')
      await reader.until((all) => all.some((r) => r.text.startsWith('after')))
      const [first, long, ...rest] = reader.lines()
      expect([first?.text, ...rest.map(({ text }) => text)]).toEqual(['sure? yes\r', 'after\r'])
      expect(long?.bytes.length).toBe(65_536 + 8)
      expect(Number(long?.bytes.readBigUInt64LE(65_536))).toBe(3_000_001 - 65_536)
    })

    it('a numbered stream cut 50 times loses and doubles nothing', async () => {
      const id = await rig.start(`${seq('line', 9999)}; sleep 1.2; ${seq('more', 9999)}; sleep 600`)
      const cut = (n: number) =>
        rig.proxy.inject(LOGS, n % 2 === 0 ? { kind: 'reset', after: 900 + n * 613 } : { kind: 'cut', chunks: n * 7 }, 1)
      cut(0)
      const reader = rig.follow([id])
      for (let n = 1; n <= 50; n++) {
        await reader.until((all) => all.filter((r) => r.notice === Notice.interrupted).length === n)
        if (n < 50) cut(n)
      }
      await reader.until(has('more 9999'), 60_000)
      expect(texts(reader.lines())).toEqual([...numbered('line', 10_000), ...numbered('more', 10_000)])
    }, 120_000)

    it('says stop with its code, start, removal; goes on in what was made again under the name', async () => {
      const name = uniqueName('kind')
      const view = randomUUID()
      const says = 'echo begun; trap "exit 3" TERM; while :; do sleep 0.1; done'
      const id = await rig.start(says, '--name', name)
      const reader = rig.follow([id], 'all', view)
      await reader.until(has('begun'))
      await rig.docker('stop', '-t', '9', id)
      await reader.until((all) => all.some((r) => r.notice === Notice.stopped && r.text === '3'))
      await rig.docker('start', id)
      await reader.until((all) => all.filter((r) => r.text === 'begun').length === 2)
      await rig.docker('rm', '-f', id)
      await reader.until(told(Notice.removed))
      const again = await rig.start('echo new; sleep 600', '--name', name)
      expect(await rig.handlers.logs.join({ view, id: again, source: 1, tail: 'all', as: 'recreated' }, signal)).toBe(true)
      await reader.until(has('new'))
      const story = reader.all.filter(({ notice }) => notice !== Notice.caughtUp).map((r) => r.notice ?? r.text)
      const known: (string | number)[] = [Notice.stopped, Notice.started, Notice.removed, Notice.recreated, 'begun', 'new']
      expect(reader.all.filter((r) => r.notice !== Notice.caughtUp && !known.includes(r.notice ?? r.text))).toEqual([])
      const { started, removed, recreated } = Notice
      expect(story.filter((one) => one !== Notice.stopped)).toEqual(['begun', started, 'begun', removed, recreated, 'new'])
      const stamps = reader.all.filter(({ text, notice }) => text === 'new' || notice === recreated).map(({ stamp }) => stamp)
      expect(stamps).toEqual([...stamps].sort())
    })

    it('merges several by stamp, reads a part by time, and to an end that is still to come', async () => {
      const counts = (word: string) => `i=0; while [ $i -lt 60 ]; do echo ${word} $i; i=$((i+1)); sleep 0.02; done; sleep 600`
      const ids = await Promise.all(['a', 'b', 'c'].map((word) => rig.start(counts(word))))
      const end = `${String(Math.floor(Date.now() / 1000) + 3)}.000000000`
      const reader = rig.follow(ids, { until: end })
      await reader.done
      const lines = reader.lines()
      expect(lines.map(({ stamp }) => stamp)).toEqual(lines.map(({ stamp }) => stamp).sort())
      for (const [source, word] of ['a', 'b', 'c'].entries()) expect(texts(lines, source)).toEqual(numbered(word, 60))
      expect(reader.notices().filter((n) => n.kind === Notice.reached)).toHaveLength(3)
      // The engine's own stamps bound the part; a moment within a second without fractions takes all of it.
      const first = lines.filter(({ source }) => source === 0)
      const [since = '', until = ''] = [first[20]?.stamp, first[40]?.stamp]
      const part = rig.follow(ids.slice(0, 1), { since: podman ? since.replace(/0$/, '7') : since, until })
      await part.done
      expect(texts(part.lines())).toEqual(texts(first.filter(({ stamp }) => stamp >= since && stamp <= until)))
    })

    it('says which drivers keep no log, to who follows, saves and searches', async () => {
      for (const driver of podman ? ['none', 'passthrough'] : ['none', 'syslog']) {
        const options = driver === 'syslog' ? ['--log-opt', 'syslog-address=udp://127.0.0.1:9', '--log-opt', 'cache-disabled=true'] : []
        const id = await rig.start('sleep 600', '--log-driver', driver, ...options)
        const reader = rig.follow([id])
        await reader.done
        expect(reader.notices()).toEqual([{ kind: Notice.unreadable, text: driver }])
        const save = bytesOf(rig.handlers.logs.save({ id, stamps: false }, signal))
        await expect(save).rejects.toMatchObject({ code: 'logs.unreadable', params: { driver } })
        const pattern = { text: 'x', regex: false, matchCase: false, wholeWord: false }
        for await (const { sources } of rig.handlers.logs.search({ sources: [{ id }], pattern, max: 1 }, signal))
          expect(sources[0]?.error?.code ?? 'logs.unreadable').toBe('logs.unreadable')
      }
    })

    it('reads what its other drivers keep', async () => {
      for (const driver of podman ? ['k8s-file', 'json-file'] : ['json-file', 'local']) {
        const id = await rig.ran(`${seq('row', 29_999)}; sleep 0.3; echo oops >&2`, '--log-driver', driver)
        const reader = rig.follow([id], 10)
        await reader.until(told(Notice.stopped))
        expect(texts(reader.lines())).toEqual([...numbered('row', 30_000).slice(-9), 'oops'])
        if (driver !== 'k8s-file') continue
        // Podman leaves most of it out for who follows one that has stopped.
        const whole = rig.follow([id])
        await whole.until(told(Notice.stopped))
        expect(texts(whole.lines())).toEqual([...numbered('row', 30_000), 'oops'])
      }
    })

    it('searches all it has; a match opens with the lines around it', async () => {
      const id = await rig.ran(seq('row', 20_000))
      const pattern = { text: '^row \\d+777$', regex: true, matchCase: true, wholeWord: false }
      const found: LogFound[] = []
      for await (const report of rig.handlers.logs.search({ sources: [{ id }], pattern, max: 100 }, signal)) found.push(...report.found)
      expect(found.map(({ text }) => text)).toEqual(Array.from({ length: 19 }, (_, i) => `row ${String(i + 1)}777`))
      const at = found[9]
      if (at === undefined) throw new Error('not found')
      const around: string[] = []
      for await (const batch of rig.handlers.logs.around({ id, at, before: 50, after: 20 }, signal))
        around.push(...records(batch).flatMap(({ text, notice }) => (notice === null ? [text] : [])))
      const place = around.indexOf('row 10777')
      expect(around.slice(place - 3, place + 19)).toEqual(numbered('row', 10_796).slice(-22))
      expect(around).toEqual(
        numbered('row', 20_001)
          .slice(10_777 - place)
          .slice(0, around.length),
      )
    })

    it('records what is followed, exactly and over a restart of the app, past removal', async () => {
      const name = uniqueName('rec')
      await app.start()
      await app.run(name, `${seq('row', 4999)}; i=0; while :; do echo line $i; i=$((i+1)); sleep 0.05; done`)
      await app.record(name)
      await app.until((now) => (recordsOf(now, name)[0]?.lines ?? 0) > 5010)
      await app.close()
      await app.start()
      const [one] = recordsOf(await app.until((now) => (recordsOf(now, name)[0]?.lines ?? 0) > 5050), name)
      await rig.docker('rm', '-f', name)
      await app.until((now) => recordsOf(now, name)[0]?.state === 'removed')
      const lines = (await app.saved(one?.id ?? '')).trimEnd().split('\n')
      expect(lines).toEqual([...numbered('row', 5000), ...numbered('line', lines.length - 5000)])
    })
  })
}
