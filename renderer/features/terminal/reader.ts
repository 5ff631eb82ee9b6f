import type { OutputMark } from '../../../shared/contract/terminal.ts'
import type { Api } from '../../api.ts'

/** Bytes given to xterm and not parsed yet: one item is parsed while the next lies ready, so that it never idles. */
const AHEAD = 64 << 10

type Written = { write(data: Uint8Array, parsed: () => void): void }
export type Marks = (mark: OutputMark) => void

/**
 * Writes a session's output into a terminal at the pace of its parser: the next item is asked for only when most of the last
 * were parsed, which holds back the backend, the engine and at last the process.
 * @param onMark called in order: all bytes before the mark are parsed.
 */
export async function readSession(client: Api, session: string, terminal: Written, onMark: Marks, signal: AbortSignal): Promise<void> {
  let unparsed = 0
  let wake: (() => void) | null = null
  const below = async (limit: number) => {
    while (unparsed > limit)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  for await (const item of client.terminal.output({ session }, signal)) {
    if (!(item instanceof Uint8Array)) {
      await below(0)
      onMark(item)
      continue
    }
    unparsed += item.length
    terminal.write(item, () => {
      unparsed -= item.length
      wake?.()
    })
    await below(AHEAD)
  }
  await below(0)
}
