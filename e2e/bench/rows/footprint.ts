import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { makeContainers } from '../containers.ts'
import { pss } from '../cpu.ts'
import { MILLION } from '../lines.ts'
import { bigFile, million } from '../material.ts'
import { pageMemory, rendererPss } from '../memory.ts'
import type { Fact } from '../protocol.ts'
import { browser, engine, once, openBenchPage } from '../shared.ts'

const PAGE = join(import.meta.dirname, '../../..', process.env['GANTRY_OUT'] ?? 'out', 'renderer-web')

/** What index.html names and all that imports without waiting. */
function initial(): string[] {
  const html = readFileSync(join(PAGE, 'index.html'), 'utf8')
  const seen = new Set<string>()
  const visit = (name: string) => {
    if (seen.has(name) || !existsSync(join(PAGE, 'assets', name))) return
    seen.add(name)
    const code = readFileSync(join(PAGE, 'assets', name), 'utf8')
    for (const [, next] of code.matchAll(/(?:^|[;}\s])(?:import|export)\b[^;'"()]*from\s*["']\.\/([^"']+\.js)["']/g)) visit(next ?? '')
  }
  for (const [, name] of html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)) visit(name ?? '')
  return [...seen]
}

const gzipped = (names: string[]) => names.reduce((sum, name) => sum + gzipSync(readFileSync(join(PAGE, 'assets', name))).length, 0)
const scripts = () => readdirSync(join(PAGE, 'assets')).filter((name) => name.endsWith('.js'))

/** The app as a user has it: the table, a log of a million lines and a shell in the dock; then left alone. */
const full = once(async () => {
  const { host } = await engine()
  const [log, shell] = [await million(), await bigFile()]
  await makeContainers(host, 3_000)
  const hello = await (await browser()).newPage()
  await hello.setContent('<p>hello</p>')
  const helloPss = await rendererPss()
  await hello.close()
  const { page, served, close } = await openBenchPage(host)
  // The app's own settings, as a user raises them.
  await page.evaluate(
    (lines) => localStorage.setItem('gantry.logs', JSON.stringify({ lines: lines + 10, bytes: 2 ** 30, tail: lines })),
    MILLION,
  )
  await page.reload()
  const open = async (name: string, button: string) => {
    await page.getByRole('searchbox').first().fill(name)
    await page.getByRole('row', { name }).click()
    await page.getByRole('button', { name: button, exact: true }).first().click()
  }
  const dock = page.getByRole('region', { name: 'Terminals and logs' })
  await open(log.name, 'Logs')
  await dock.getByText(/1[,\s]000[,\s]000 lines/).waitFor({ timeout: 120_000 })
  await open(shell.name, 'Terminal')
  await dock.getByRole('textbox', { name: `Terminal of ${shell.name}` }).waitFor()
  await page.getByRole('searchbox').first().fill('')
  await page.waitForFunction(() => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > 3_000)
  const memory = await pageMemory(page)
  const sizes = { ...memory, hello: helloPss, page: await rendererPss(), backend: pss(served.pid) }
  await close()
  return sizes
})

const MB = 1e6
const told = (name: string, title: string, measure: () => Promise<number>): Fact => ({ name, title, unit: 'MB', limit: null, measure })

export const figures: Fact[] = [
  {
    name: 'footprint.scripts',
    title: 'all scripts of the page, gzipped',
    unit: 'kB',
    limit: null,
    measure: async () => gzipped(scripts()) / 1000,
  },
  {
    name: 'footprint.initial',
    title: 'those loaded before it can be used',
    unit: 'kB',
    limit: null,
    measure: async () => gzipped(initial()) / 1000,
  },
  told('footprint.heap', 'objects of the page: 3 000 containers, a million log lines, a terminal', async () => (await full()).heap / MB),
  told('footprint.buffers', 'its array buffers: the log is 106 MB of text and 12 MB of columns', async () => (await full()).buffers / MB),
  told('footprint.page', 'memory of its process (PSS)', async () => (await full()).page / MB),
  told('footprint.hello', 'that of a page that says hello', async () => (await full()).hello / MB),
  told('footprint.backend', 'that of the backend', async () => (await full()).backend / MB),
]
