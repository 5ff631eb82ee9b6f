import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { watchPage } from '../open-app.ts'
import { serveApp } from '../serve-app.ts'
import type { BenchPage, WithBench } from './page/api.ts'
import { isProfiling, profileNode, profilePage } from './profile.ts'
import { browser, once as lazily, onEnd } from './shared.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PAGE = join(import.meta.dirname, 'page')

/** The app's own backend, as built, with the bench's page in the place of the app's: the server knows nothing of it. */
const built = lazily(async (): Promise<string> => {
  const out = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
  onEnd(() => rm(out, { recursive: true, force: true }))
  await build({
    root: PAGE,
    configFile: join(PAGE, 'vite.config.ts'),
    build: { outDir: join(out, 'renderer-web'), minify: !isProfiling(), sourcemap: isProfiling() },
  })
  await cp(join(ROOT, process.env['GANTRY_OUT'] ?? 'out', 'main'), join(out, 'main'), { recursive: true })
  await writeFile(join(out, 'package.json'), '{ "type": "module" }')
  return out
})

export type Opened = {
  page: Page
  /** Calls one of the page's functions. */
  call<K extends keyof BenchPage>(name: K, ...args: Parameters<BenchPage[K]>): Promise<Awaited<ReturnType<BenchPage[K]>>>
  /** Process of the server. */
  pid: number
  close(): Promise<void>
}

/** The bench's page on the app's backend, connected to it. */
export async function openOnApp(host: string): Promise<Opened> {
  const env: Record<string, string> = isProfiling() ? { NODE_OPTIONS: '--inspect=127.0.0.1:0' } : {}
  const served = await serveApp({ host, out: relative(ROOT, await built()), env })
  const letGo = await profileNode('backend', served.stderr)
  const opened = await open(served.link, served.pid, async () => {
    letGo()
    await served.stop()
  })
  await opened.call('connect')
  await profilePage('page', opened.page, join(await built(), 'renderer-web'))
  return opened
}

/** The bench's page on a server that only passes bytes on: what any app must pay. */
export async function openOnBare(host: string): Promise<Opened> {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), [join(await built(), 'renderer-web'), host])
  const [port] = (await once(child, 'message')) as [number]
  return open(`http://127.0.0.1:${String(port)}/index.html`, child.pid ?? 0, () => end(child))
}

async function open(link: string, pid: number, stop: () => Promise<void>): Promise<Opened> {
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  const problems = watchPage(page)
  await page.goto(link)
  await page.waitForFunction(() => 'bench' in globalThis)
  return {
    page,
    pid,
    call: (name, ...args) =>
      page.evaluate(
        ([key, given]) => (globalThis as unknown as WithBench).bench[key as 'run'](...(given as Parameters<BenchPage['run']>)),
        [name, args] as const,
      ) as never,
    async close() {
      await context.close()
      await stop()
      if (problems.length > 0) throw new Error(`the page had problems: ${problems.join('; ')}`)
    },
  }
}

/** Ends a child of ours and waits for it. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill()
  await gone
}
