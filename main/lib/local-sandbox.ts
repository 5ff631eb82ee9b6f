import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BackendConfig } from '../backend.ts'

/** How this machine starts the sandbox's engine; null where it cannot: an engine of one's own needs Linux and root. */
export function localSandbox(): BackendConfig['sandbox'] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  return {
    async start(onProgress, signal) {
      const [{ startSandbox }, { progressInWords }] = await Promise.all([
        import('../sandbox/start.ts'),
        import('../sandbox/command-text.ts'),
      ])
      const dir = await mkdtemp(join(tmpdir(), 'gantry-sandbox-'))
      return await startSandbox({ dir, seed: true, signal, onProgress: (step) => onProgress(progressInWords(step)) })
    },
  }
}
