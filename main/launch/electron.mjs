import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { at, quietly } from './run.mjs'
import { step } from './say.mjs'

/** How long we may look for Electron before we decide to do without: a newcomer waits 15 s at most. */
const REACH_MS = 8000

const program = () => ({ darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' })[process.platform] ?? 'electron'

/** Electron's program where it is already, or undefined. */
export const findElectron = () =>
  [process.env.ELECTRON_OVERRIDE_DIST_PATH, at('node_modules', 'electron', 'dist')]
    .filter((folder) => folder !== undefined && folder !== '')
    .map((folder) => join(folder, program()))
    .find((path) => existsSync(path))

const downloadAddress = () => {
  const { version } = JSON.parse(readFileSync(at('node_modules/electron/package.json'), 'utf8'))
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env
  const base = npm_config_electron_mirror ?? ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/'
  return `${base}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
}

const proxyOf = () => process.env.HTTPS_PROXY ?? process.env.https_proxy ?? process.env.ALL_PROXY ?? process.env.all_proxy

/** Behind a proxy a tunnel to the server is all we can try; `fetch` knows no proxies. */
const tunnels = (proxy, target) =>
  new Promise((resolve) => {
    const { hostname, port, username, password } = new URL(proxy)
    const sign =
      username === ''
        ? ''
        : `Proxy-Authorization: Basic ${Buffer.from(decodeURIComponent(`${username}:${password}`)).toString('base64')}\r\n`
    const socket = connect(Number(port || 80), hostname, () =>
      socket.write(`CONNECT ${target}:443 HTTP/1.1\r\nHost: ${target}:443\r\n${sign}\r\n`),
    )
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(REACH_MS, () => end(false))
    socket.once('data', (data) => end(/^HTTP\/1\.\d 200/.test(String(data)))).once('error', () => end(false))
  })

const isReachable = async (address) => {
  const proxy = proxyOf()
  if (proxy !== undefined && proxy !== '') return await tunnels(proxy, new URL(address).hostname)
  try {
    return (await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) })).ok
  } catch {
    return false
  }
}

/** Electron's program, downloaded if it must be and can be; otherwise `{ reason }` in a few words. */
export const obtainElectron = async () => {
  const present = findElectron()
  if (present !== undefined) return { path: present }
  if (!existsSync(at('node_modules/electron/install.js'))) return { reason: 'it is not among the packages' }
  const address = downloadAddress()
  const reachable = await step('Looking for Electron', () => isReachable(address))
  if (!reachable) return { reason: `${new URL(address).hostname} cannot be reached to download it` }
  const env = proxyOf() === undefined ? process.env : { ...process.env, ELECTRON_GET_USE_PROXY: '1' }
  const { code, tail } = await step('Downloading Electron (about 120 MB, once)', (note) =>
    quietly(process.execPath, [at('node_modules/electron/install.js')], { onLine: note, env }),
  )
  const path = findElectron()
  if (code === 0 && path !== undefined) return { path }
  return { reason: `its download failed (${tail.trim().split('\n')[0] ?? 'no reason given'})` }
}
