import type * as Serialize from '@xterm/addon-serialize'
import type * as Graphemes from '@xterm/addon-unicode-graphemes'
import type * as Headless from '@xterm/headless'
import { registerUnicode } from '../../../shared/unicode-widths.ts'

export type HeadlessTerminal = Headless.Terminal
export type Screen = { terminal: HeadlessTerminal; serialize(scrollback: number): string }
export type NewScreen = (options: { cols: number; rows: number; scrollback: number }) => Screen

let loading: Promise<NewScreen> | null = null

/** A terminal without a page. Loaded with the first session: most starts of the app need none. */
export function headless(): Promise<NewScreen> {
  loading ??= load()
  return loading
}

async function load(): Promise<NewScreen> {
  const [{ Terminal }, { SerializeAddon }] = [named(await import('@xterm/headless')), named(await import('@xterm/addon-serialize'))]
  // The addon (0.4) takes the whole buffer behind its data for the data; of Node's shared pool that would be anything.
  const { poolSize } = Buffer
  Buffer.poolSize = 0
  const { UnicodeGraphemesAddon } = await import('@xterm/addon-unicode-graphemes').then(named<typeof Graphemes>).finally(() => {
    Buffer.poolSize = poolSize
  })
  return (options) => {
    const terminal = new Terminal({ ...options, allowProposedApi: true })
    const addon: Serialize.SerializeAddon = new SerializeAddon()
    terminal.loadAddon(addon as unknown as Headless.ITerminalAddon)
    registerUnicode(terminal.unicode, (catching) => new UnicodeGraphemesAddon().activate(catching as never))
    return { terminal, serialize: (scrollback) => addon.serialize({ scrollback }) }
  }
}

/** Node sees these packages as CommonJS with one default, a bundler as modules with names. */
function named<T extends object>(module: T): T {
  return (Reflect.get(module, 'default') as T | undefined) ?? module
}
