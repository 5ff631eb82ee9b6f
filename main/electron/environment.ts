import { delimiter, join } from 'node:path'

type Env = Record<string, string | undefined>

/**
 * The environment the backend works with. An app that was opened by a click has the desktop's environment, not that of the user's shell:
 * a DOCKER_HOST of .bashrc is not in it (contexts and known sockets are found all the same), and PATH lacks the folders
 * where credential helpers and ssh wrappers live. Those are added at the end, so that nothing the user set is overruled.
 */
export function desktopEnv(env: Env, platform: NodeJS.Platform, home: string): Env {
  if (platform === 'win32') return env
  const usual = [
    '/usr/local/bin',
    '/opt/homebrew/bin',
    join(home, '.docker/bin'),
    join(home, '.local/bin'),
    '/snap/bin',
    '/usr/bin',
    '/bin',
  ]
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return { ...env, PATH: [...new Set([...path, ...usual])].join(delimiter) }
}

/** The Docker host of `--host URL` or `--host=URL`, as the browser form takes it; undefined without one. */
export function hostArgument(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--host' || word.startsWith('--host='))
  const value = argv[at]?.startsWith('--host=') ? argv[at].slice('--host='.length) : argv[at + 1]
  return at < 0 || value === undefined || value === '' || value.startsWith('--') ? undefined : value
}
