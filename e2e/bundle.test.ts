import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

/** What the page loads before it can be used: its bytes are parsed at every start (performance.md, row 12). */
const BUDGET = { scripts: 390_000, styles: 20_000 }
const BUILD = join(import.meta.dirname, '..', process.env['GANTRY_OUT'] ?? 'out')
const isBuilt = existsSync(join(BUILD, 'renderer-web/index.html'))
const why = isBuilt ? '' : ' (skipped: not built)'

/** The files that index.html names and all they import statically. */
function startUp(page: string): string[] {
  const html = readFileSync(join(page, 'index.html'), 'utf8')
  const seen = new Set<string>()
  const visit = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    if (!path.endsWith('.js')) return
    const code = readFileSync(join(page, path), 'utf8')
    for (const [, name] of code.matchAll(/(?:^|[;}\s])(?:import|export)\b[^;'"()]*from\s*["']\.\/([^"']+)["']/g))
      visit(`assets/${name ?? ''}`)
  }
  for (const [, path] of html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)) visit(path ?? '')
  return [...seen]
}

const gzipped = (page: string, files: string[]) => files.reduce((sum, path) => sum + gzipSync(readFileSync(join(page, path))).length, 0)

describe.skipIf(!isBuilt)(`the size of a start${why}`, () => {
  it.each(['renderer-web', 'renderer-desktop'])('of %s is within its budget, and holds no terminal', (room) => {
    const page = join(BUILD, room)
    const files = startUp(page)
    const scripts = files.filter((path) => path.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(0)
    expect(gzipped(page, scripts), 'bytes of script, gzipped').toBeLessThan(BUDGET.scripts)
    expect(
      gzipped(
        page,
        files.filter((path) => path.endsWith('.css')),
      ),
      'bytes of style, gzipped',
    ).toBeLessThan(BUDGET.styles)
    for (const path of scripts) expect(readFileSync(join(page, path), 'utf8')).not.toContain('xterm-dom-renderer-owner')
  })

  it('the desktop build knows no WebSocket, the browser build no port', () => {
    const all = (room: string) =>
      readdirSync(join(BUILD, room, 'assets'))
        .map((name) => readFileSync(join(BUILD, room, 'assets', name), 'utf8'))
        .join('')
    expect(all('renderer-desktop')).not.toContain('new WebSocket')
    expect(all('renderer-web')).not.toContain('gantry:port')
  })
})

describe.skipIf(!isBuilt)(`the load of main${why}`, () => {
  it('carries none of dockerode’s SSH, gRPC and protobuf', () => {
    const main = join(BUILD, 'main')
    const code = readdirSync(main, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(main, name), 'utf8'))
      .join('')
    for (const word of ['KEXINIT', 'grpc-status', 'google.protobuf']) expect(code).not.toContain(word)
  })
})
