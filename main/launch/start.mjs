import { obtainElectron } from './electron.mjs'
import { prepare } from './prepare.mjs'
import { at, attached, out } from './run.mjs'
import { say } from './say.mjs'

/** Chromium gives up within a second or two when a display or its sandbox cannot be had; a user's quit takes longer. */
const EARLY_MS = 4000

const hasDisplay = () =>
  process.platform === 'darwin' || process.platform === 'win32' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Where a desktop window cannot be, without trying. */
const hopeless = () => {
  if (!hasDisplay()) return 'there is no display'
  if (process.platform === 'linux' && process.getuid?.() === 0) return "Electron's sandbox does not run as root"
  return undefined
}

export const serve = async (args) => {
  await prepare()
  return attached(process.execPath, [out('main/serve.js'), ...args])
}

/** The desktop app; the same app in the browser where there can be none. */
export const start = async (args) => {
  await prepare()
  const obstacle = hopeless()
  const { path, reason = obstacle } = obstacle === undefined ? await obtainElectron() : {}
  if (path !== undefined) {
    const since = performance.now()
    const code = await attached(path, [at(), ...args])
    if (code === 0 || performance.now() - since > EARLY_MS) return code
    say(`The desktop window did not open (Electron ended with ${code}): serving Gantry in the browser instead.`)
  } else say(`No desktop window, for ${reason}: serving Gantry in the browser instead.`)
  return attached(process.execPath, [out('main/serve.js'), ...args])
}
