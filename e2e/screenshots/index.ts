import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Sandbox } from '../../main/sandbox/types.ts'
import { type OpenApp, openApp } from '../open-app.ts'
import { startPrivateEngine } from '../rig/engine.ts'
import { startFaultProxy } from '../rig/fault-proxy.ts'
import { words } from '../words.ts'
import { hostScenes, withSecondHost } from './host-scenes.ts'
import { logSearch, records } from './log-scenes.ts'
import { readmePicture } from './readme.ts'
import { type Scene, type Stage, scenes } from './scenes.ts'
import { terminalScenes } from './terminal-scenes.ts'

/**
 * Pictures of every main state on a real engine: `npm run screenshots [-- FOLDER [WORD…]]`. FOLDER is `test-results/screenshots` unless named;
 * WORDs choose scenes by name. Beside them it makes the picture of the README, `e2e/screenshots/gantry.png`, when no word is given or `readme` is.
 */
const [folder = fileURLToPath(new URL('../../test-results/screenshots', import.meta.url)), ...only] = process.argv.slice(2)
const LANGUAGES = ['en', 'ru'] as const
const THEMES = ['dark', 'light'] as const
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1000, height: 640 },
] as const
/** Transitions last a fifth of a second, the tables measure themselves after a resize. */
const SETTLE = 450

const wanted = (name: string) => only.length === 0 || only.some((word) => name.includes(word))
const problems: string[] = []

async function play(app: OpenApp, stage: Stage, language: string, scene: Scene): Promise<void> {
  let nth = 0
  await scene.run(stage, async () => {
    nth++
    for (const theme of THEMES) {
      for (const size of SIZES) {
        await app.page.emulateMedia({ colorScheme: theme })
        await app.page.setViewportSize(size)
        await app.page.waitForTimeout(SETTLE)
        const name = `${scene.name}${nth > 1 ? `-${nth}` : ''}.${language}.${theme}.${size.width}.png`
        await app.page.screenshot({ path: join(folder, name) })
      }
    }
    await app.page.setViewportSize(SIZES[0])
  })
  console.log(`${scene.name} ${language}`)
}

/** One app on one host, in both languages, over the scenes. */
async function show(host: string, engine: Sandbox, list: readonly Scene[], env: Record<string, string> = {}): Promise<void> {
  const chosen = list.filter(({ name }) => wanted(name))
  for (const language of chosen.length === 0 ? [] : LANGUAGES) {
    const app = await openApp({ host, language, env })
    try {
      const stage = { page: app.page, t: words(language), engine }
      for (const scene of chosen) await play(app, stage, language, scene)
      problems.push(...app.problems)
    } finally {
      await app.close()
    }
  }
}

const still = (name: string, wait: (stage: Stage) => Promise<unknown>): Scene => ({
  name,
  run: async (stage, shoot) => {
    await wait(stage)
    await shoot()
  },
})

async function others(engine: Sandbox): Promise<void> {
  await show('unix:///run/user/1000/docker.sock', engine, [
    still('no-host', ({ page }) => page.getByRole('heading', { level: 1 }).waitFor()),
  ])
  const proxy = await startFaultProxy(engine.host)
  try {
    proxy.inject(/^GET \/(containers|images)\/json/, { kind: 'hang' })
    await show(proxy.host, engine, [still('loading', ({ page }) => page.getByRole('grid').waitFor())])
  } finally {
    await proxy.close()
  }
  const bare = await startPrivateEngine({ withRegistry: false })
  try {
    await show(bare.host, bare, [still('empty', ({ page, t }) => page.getByText(t('containers.empty.title')).waitFor())])
  } finally {
    await bare.stop()
  }
}

await mkdir(folder, { recursive: true })
const engine = await startPrivateEngine({ seed: true, publish: true })
try {
  if (wanted('readme')) await readmePicture(engine)
  await show(engine.host, engine, [...scenes, logSearch, ...terminalScenes, records])
  await withSecondHost(engine, (HOME) => show(engine.host, engine, hostScenes, { HOME }))
  await others(engine)
} finally {
  await engine.stop()
}
console.log(`${folder}\n${problems.length === 0 ? 'no page error' : problems.join('\n')}`)
if (problems.length > 0) process.exitCode = 1
