/** `npm run check`: types, lint, import rules, formatting and unused code, side by side. */
import { existsSync, readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { ensureInstalled } from '../../main/launch/prepare.mjs'
import { at, quietly } from '../../main/launch/run.mjs'
import { say } from '../../main/launch/say.mjs'

const node = (script, ...args) => [process.execPath, [at('node_modules', script), ...args]]
const rooms = readdirSync(at())
  .filter((name) => existsSync(at(name, 'tsconfig.json')))
  .sort()
const first = (...names) => names.find((name) => existsSync(at(name)))

const cruiser = first('.dependency-cruiser.cjs', '.dependency-cruiser.mjs', '.dependency-cruiser.json')

/** The slowest first: with two cores the order decides the total. A tool whose configuration is missing fails. */
const CHECKS = [
  ...['renderer', 'main', ...rooms.filter((room) => room !== 'renderer' && room !== 'main')].map((room) => [
    `lint of ${room}`,
    node('eslint/bin/eslint.js', '--max-warnings=0', '--no-error-on-unmatched-pattern', room),
  ]),
  ...rooms.map((room) => [`types of ${room}`, node('tsc7/bin/tsc', '-p', `${room}/tsconfig.json`)]),
  ['unused code', node('knip/bin/knip.js', '--no-progress')],
  [
    'import rules',
    node(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      cruiser ?? '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      ...rooms,
    ),
  ],
  ['formatting', node('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')],
]

const run = async ([title, [command, args]]) => {
  const start = performance.now()
  let text = ''
  const { code } = await quietly(command, args, {
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    onLine: (line) => {
      text += `${line}\n`
    },
  })
  const took = ((performance.now() - start) / 1000).toFixed(1)
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${title} (${took} s)`)
  return { title, code, text }
}

await ensureInstalled()
const queue = [...CHECKS]
const results = []
const worker = async () => {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.push(await run(next))
}
await Promise.all(Array.from({ length: Math.max(2, cpus().length) }, worker))
const failed = results.filter(({ code }) => code !== 0)
for (const { title, text } of failed) console.log(`\n── ${title}\n${text}`)
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map(({ title }) => title).join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
