import { existsSync, type FSWatcher, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { configDir } from './contexts.ts'
import type { Surroundings } from './sockets.ts'

/** `docker context use` writes a temporary file and renames it; a moment later all is in place. */
const CALM_MS = 150

/**
 * Calls back after config.json or the contexts of the docker CLI have changed. Folders that are not there yet are watched for from
 * above. Returns how to stop.
 */
export function watchCliConfig(surroundings: Surroundings, changed: () => void): () => void {
  const dir = configDir(surroundings)
  let watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const look = () => {
    for (const watcher of watchers) watcher.close()
    const meta = join(dir, 'contexts', 'meta')
    watchers = [...new Set([dir, meta].map(nearest))].flatMap((folder) => {
      try {
        const watcher = watch(folder, { persistent: false }, (_kind, file) => {
          // The home folder above a missing ~/.docker is full of other people's files.
          if (folder !== dir || file === null || file === 'config.json' || file === 'contexts') stir()
        })
        watcher.on('error', () => watcher.close())
        return [watcher]
      } catch {
        return [] // the choice is then as of the start; `probe` reads everything again anyway
      }
    })
  }
  const stir = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (stopped) return
      look()
      changed()
    }, CALM_MS)
    timer.unref()
  }
  look()
  return () => {
    stopped = true
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}

function nearest(folder: string): string {
  let found = folder
  while (!existsSync(found) && dirname(found) !== found) found = dirname(found)
  return found
}
