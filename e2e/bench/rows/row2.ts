import { type Opened, openOnApp } from '../bench-page.ts'
import { runCli } from '../cli.ts'
import { cpuSeconds } from '../cpu.ts'
import { MILLION } from '../lines.ts'
import { million } from '../material.ts'
import { pageMemory, renderers } from '../memory.ts'
import type { Fact, Figure, Reading } from '../protocol.ts'
import { engine } from '../shared.ts'

const EVERYTHING = { lines: 2 * MILLION, bytes: 2 ** 31 }
/** Three words a line. */
const LINE_COST = 12

const cpuOf = async (pid: number) => [pid, ...(await renderers())].reduce((sum, one) => sum + cpuSeconds(one), 0)

async function readAll({ page, pid, call }: Opened, log: Awaited<ReturnType<typeof million>>): Promise<Reading> {
  await call('dropLog')
  const before = await pageMemory(page)
  const cpu = await cpuOf(pid)
  const { ms, lines, dropped, longest } = await call('readLog', log.id, MILLION, EVERYTHING)
  const spent = (await cpuOf(pid)) - cpu
  const after = await pageMemory(page)
  if (lines !== MILLION || dropped !== 0) throw new Error(`${String(lines)} lines are kept and ${String(dropped)} dropped`)
  if ((await call('hashLog')) !== log.hash) throw new Error('the lines are not those that were logged')
  const held = after.heap + after.buffers - before.heap - before.buffers
  return { value: ms, cpu: spent, more: { longest, memory: (held - LINE_COST * MILLION) / log.bytes } }
}

const all: Figure = {
  name: 'row2.lines',
  title: 'a million lines of 107 bytes from the engine into the store of a view, beside docker logs >/dev/null',
  unit: 'ms',
  goal: 1,
  also: [
    { name: 'row2.stamps', title: 'the same (the app reads stamps in any case), beside docker logs -t', goal: 1.05, anchor: 'stamps' },
  ],
  facts: [
    {
      name: 'row2.task',
      title: 'longest task of the page meanwhile (0: none of 50 ms)',
      unit: 'ms',
      limit: 50,
      fact: 'longest',
      of: 'worst',
    },
    {
      name: 'row2.memory',
      title: 'memory the page holds for them, less 12 bytes a line, in bytes of their text',
      unit: 'B/B',
      limit: 1.15,
      fact: 'memory',
      of: 'worst',
    },
  ],
  async open() {
    const { host } = await engine()
    const log = await million()
    const opened = await openOnApp(host)
    return {
      app: () => readAll(opened, log),
      async anchor() {
        const plain = await runCli(host, 'logs', log.name)
        const stamps = await runCli(host, 'logs', '-t', log.name)
        return { value: plain.ms, cpu: plain.cpu, more: { stamps: stamps.ms } }
      },
      close: opened.close,
    }
  },
}

const CAP = 50_000

const cap: Fact = {
  name: 'row2.cap',
  title: `the most lines a view with room for ${String(CAP)} holds while a million pass`,
  unit: 'lines',
  limit: CAP,
  async measure() {
    const { host } = await engine()
    const { id } = await million()
    const { call, close } = await openOnApp(host)
    const { lines, dropped, most } = await call('readLog', id, MILLION, { lines: CAP, bytes: EVERYTHING.bytes })
    await close()
    if (lines + dropped !== MILLION) throw new Error(`${String(lines)} lines are kept and ${String(dropped)} dropped`)
    return most
  },
}

export const figures: (Figure | Fact)[] = [all, cap]
