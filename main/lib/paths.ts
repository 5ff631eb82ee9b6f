import { join } from 'node:path'

/**
 * Where Gantry keeps its settings, by the custom of each system.
 * @param env may name another folder in `GANTRY_DATA_DIR` (tests, several instances).
 */
export function dataDir(platform: NodeJS.Platform, env: Record<string, string | undefined>, home: string): string {
  if (env['GANTRY_DATA_DIR']) return env['GANTRY_DATA_DIR']
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Gantry')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Gantry')
  return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'gantry')
}
