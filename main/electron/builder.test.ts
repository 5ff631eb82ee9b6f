import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
type Config = Record<string, unknown> & { electronFuses: Record<string, boolean>; files: unknown }
type ConfigModule = {
  getConfig(root: string, path: string | null, options: object): Promise<Config>
  validateConfiguration(config: Config, log: { add(): void; isEnabled: boolean }): Promise<void>
}

/** electron-builder's own reading of the file; nothing of it goes to the network. */
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))(
  'app-builder-lib/out/util/config/config',
) as ConfigModule

let config: Config
beforeAll(async () => {
  config = await builder.getConfig(ROOT, join(ROOT, 'electron-builder.yml'), {})
})

describe('electron-builder.yml', () => {
  it('is what electron-builder expects', { timeout: 30_000 }, async () => {
    await builder.validateConfiguration(config, { add: () => undefined, isEnabled: false })
    const wrong = { ...config, electronFuses: { ...config.electronFuses, runAsNde: false } }
    await expect(builder.validateConfiguration(wrong, { add: () => undefined, isEnabled: false })).rejects.toThrow('Invalid configuration')
  })

  it('sets every fuse that electron-builder knows (T30)', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: false,
    })
  })

  it('packs the build and no package', () => {
    expect(JSON.stringify(config.files)).toContain('!node_modules')
    expect(config).toMatchObject({ asar: true, npmRebuild: false })
  })

  it('makes something for each system', () => {
    expect(config).toMatchObject({
      linux: { target: ['AppImage', 'deb', 'tar.gz'] },
      mac: { target: ['dmg', 'zip'], hardenedRuntime: true },
      win: { target: ['nsis', 'zip'] },
    })
  })
})
