import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './prepare.mjs'
import { at } from './run.mjs'
import { say } from './say.mjs'

const LINK = /^Gantry is at http:\/\/127\.0\.0\.1:(\d+)\/#(.*)$/

/** The page from Vite with hot reload, in front of a backend that starts anew whenever a file of its own changes. */
const pageServer = async (backend) => {
  const { createServer } = await import(pathToFileURL(at('node_modules/vite/dist/node/index.js')).href)
  const target = `http://127.0.0.1:${backend}`
  const server = await createServer({
    configFile: at('vite.config.ts'),
    // The backend accepts its own origin only: requests that pass through take it on.
    server: { host: '127.0.0.1', proxy: { '^/wire$': { target, ws: true, changeOrigin: true, rewriteWsOrigin: true } } },
  })
  await server.listen()
  return server
}

export const dev = async (args) => {
  await ensureInstalled()
  const backend = spawn(
    process.execPath,
    [at('node_modules/tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', at('main/serve/index.ts'), '--no-open', ...args],
    {
      cwd: at(),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let page
  let ending = false
  const end = () => {
    ending = true
    backend.kill('SIGTERM')
    void page?.close()
  }
  process.on('SIGINT', end).on('SIGTERM', end)
  createInterface(backend.stdout).on('line', async (line) => {
    const [, port, code] = LINK.exec(line) ?? []
    if (port === undefined || ending) return
    await page?.close()
    page = await pageServer(port)
    say(`Gantry is at http://127.0.0.1:${page.httpServer.address().port}/#${code} (a change of the backend prints a new link)`)
  })
  return new Promise((resolve) => {
    backend.once('close', (code) => {
      end()
      resolve(ending ? 0 : (code ?? 1))
    })
  })
}
