import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Of the Chrome DevTools Protocol, `Runtime.CallFrame`: lines and columns count from 0. */
export type CallFrame = { functionName: string; url: string; lineNumber: number; columnNumber: number }
export type Place = {
  /** `take log-batch-builder.ts:85` */ name: string /** The package, folder or part of the engine it belongs to. */
  kind: string
}

/** What V8 calls the time that is spent in no function of a script. */
const BY_ITSELF: Record<string, string> = {
  '(garbage collector)': 'garbage collection',
  '(program)': 'native code and waiting for a core',
}

/** Says of call sites where they stand in the sources, of which a build's maps know. */
export class Places {
  /** @param pages folder of the built page */
  readonly #pages: string | null
  readonly #maps = new Map<string, SourceMap | null>()

  constructor(pages: string | null) {
    this.#pages = pages
  }

  of({ functionName, url, lineNumber, columnNumber }: CallFrame): Place {
    const name = functionName === '' ? '(anonymous)' : functionName
    if (url === '') return { name, kind: BY_ITSELF[name] ?? 'built-in functions, system calls' }
    if (url.startsWith('node:')) return { name: `${name} ${url}`, kind: 'Node' }
    const { source, line } = this.#source(url, lineNumber, columnNumber)
    const file = source.slice(source.lastIndexOf('/') + 1)
    return { name: `${name} ${file}:${String(line + 1)}`, kind: kindOf(source) }
  }

  #source(url: string, line: number, column: number): { source: string; line: number } {
    const entry = this.#map(url)?.findEntry(line, column)
    if (entry === undefined || !('originalSource' in entry)) return { source: url, line }
    return { source: entry.originalSource, line: entry.originalLine }
  }

  #map(url: string): SourceMap | null {
    const known = this.#maps.get(url)
    if (known !== undefined) return known
    const map = this.#read(url)
    this.#maps.set(url, map)
    return map
  }

  #read(url: string): SourceMap | null {
    const file = url.startsWith('file:') ? fileURLToPath(url) : this.#pages === null ? null : join(this.#pages, new URL(url).pathname)
    try {
      return file === null ? null : new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload)
    } catch {
      return null
    }
  }
}

/** `@xterm/xterm` of a package, `main/docker/lib` of our own. */
export function kindOf(source: string): string {
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1]
  if (inPackage !== undefined) return inPackage
  const [, path = source] = /(?:^|\/)((?:main|renderer|shared|e2e)\/.*)$/.exec(source) ?? []
  return path.split('/').slice(0, -1).slice(0, 3).join('/') || path
}
