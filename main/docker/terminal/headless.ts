import type * as Graphemes from '@xterm/addon-unicode-graphemes'
import { registerUnicode } from '../../../shared/unicode-widths.ts'
import { type CharsetNames, picture } from './picture.ts'
import { type HeadlessTerminal, insideOf } from './xterm-inside.ts'

export type Screen = {
  terminal: HeadlessTerminal /** What a fresh one of its size has to be told to be this one. */
  serialize(scrollback?: boolean): string
}
export type NewScreen = (options: { cols: number; rows: number; scrollback: number }) => Screen

let loading: Promise<NewScreen> | null = null

/** A terminal without a page. Loaded with the first session: most starts of the app need none. */
export function headless(): Promise<NewScreen> {
  loading ??= load()
  return loading
}

async function load(): Promise<NewScreen> {
  const { Terminal } = named(await import('@xterm/headless'))
  // The addon (0.4) takes the whole buffer behind its data for the data; of Node's shared pool that would be anything.
  const { poolSize } = Buffer
  Buffer.poolSize = 0
  const { UnicodeGraphemesAddon } = await import('@xterm/addon-unicode-graphemes').then(named<typeof Graphemes>).finally(() => {
    Buffer.poolSize = poolSize
  })
  const names = await charsetNames(new Terminal({ allowProposedApi: true }))
  return (options) => {
    const terminal = new Terminal({ ...options, allowProposedApi: true })
    registerUnicode(terminal.unicode, (catching) => new UnicodeGraphemesAddon().activate(catching as never))
    return { terminal, serialize: (scrollback = true) => picture(terminal, names, scrollback) }
  }
}

/** By asking for each: xterm keeps the sets to itself. */
async function charsetNames(terminal: HeadlessTerminal): Promise<CharsetNames> {
  const names = new Map<object, string>()
  for (const name of '0A4CRQKYEZH=') {
    await new Promise<void>((resolve) => terminal.write(`\x1b(${name}`, resolve))
    const { charset } = insideOf(terminal)._charsetService
    if (charset !== undefined && !names.has(charset)) names.set(charset, name)
  }
  terminal.dispose()
  return names
}

/** Node sees these packages as CommonJS with one default, a bundler as modules with names. */
function named<T extends object>(module: T): T {
  return (Reflect.get(module, 'default') as T | undefined) ?? module
}
