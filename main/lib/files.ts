import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

const MIME: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
}

export type StaticFile = { type: string; cache: string; read(): Promise<Buffer> }

/**
 * The files of a folder by URL path. The list is made once: a path that is not in it does not exist,
 * so no path can lead out of the folder. Kinds of file we do not serve (source maps) are left out.
 */
export async function listFiles(root: string): Promise<ReadonlyMap<string, StaticFile>> {
  const files = new Map<string, StaticFile>()
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const type = MIME[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    const url = `/${relative(root, path).split(sep).join('/')}`
    // The names of assets hold a hash of their content.
    const cache = url.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
    const file = { type, cache, read: () => readFile(path) }
    files.set(url, file)
    if (url === '/index.html') files.set('/', file)
  }
  return files
}
