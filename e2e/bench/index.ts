import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compareLine, line } from './print.ts'
import { profileRounds, tellProfiles } from './profile.ts'
import { type Fact, type Figure, measure, type Result, state } from './protocol.ts'
import { closeShared } from './shared.ts'

const HELP = `npm run bench -- [NAME …] [--rounds N] [--json FILE] [--compare FILE] [--profile]
  NAME          a figure or the beginning of its name; none = all
  --rounds N    for trying: other than the protocol's 7 or more
  --json FILE   keep the readings
  --compare F   print what changed against kept readings
  --profile     print where the backend and the page spend their time; the ratios tell nothing then`

const ROWS = import.meta.dirname
/** One file a row of the performance promises; each is loaded only when asked for. */
const rows = ['row1', 'row2', 'row3', 'row4', 'row5', 'row6', 'row7', 'row8', 'row9', 'row10', 'row11', 'footprint'] as const

async function figuresOf(row: string): Promise<(Figure | Fact)[]> {
  const loaded = (await import(`${ROWS}/rows/${row}.ts`)) as { figures: (Figure | Fact)[] }
  return loaded.figures
}

/** A figure's rounds may tell several. */
const namesOf = (figure: Figure | Fact): string[] =>
  'open' in figure ? [figure, ...(figure.also ?? []), ...(figure.facts ?? [])].map(({ name }) => name) : [figure.name]

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      json: { type: 'string' },
      compare: { type: 'string' },
      profile: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) return console.log(HELP)
  if (values.profile === true) profileRounds()
  // `row1` is not the beginning of `row10`.
  const begins = (name: string, p: string) => name === p || name.startsWith(p.includes('.') ? p : `${p}.`)
  const wanted = (name: string) => positionals.length === 0 || positionals.some((p) => begins(name, p))
  const rounds = values.rounds === undefined ? undefined : Math.max(1, Number(values.rounds))
  const results: Result[] = []
  let failed = 0
  for (const row of rows) {
    if (!wanted(row) && !positionals.some((p) => begins(p, row))) continue
    for (const figure of await figuresOf(row)) {
      if (!wanted(row) && !namesOf(figure).some(wanted)) continue
      try {
        const measured = 'open' in figure ? await measure(figure, rounds) : [await state(figure)]
        results.push(...measured)
        for (const result of measured) console.log(line(result))
        tellProfiles()
      } catch (error) {
        failed++
        console.log(`${figure.name.padEnd(26)} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      }
    }
  }
  await closeShared()
  if (values.compare !== undefined) {
    const before = JSON.parse(readFileSync(values.compare, 'utf8')) as Result[]
    for (const result of results)
      console.log(
        compareLine(
          result,
          before.find((r) => r.name === result.name),
        ),
      )
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, null, 1))
  if (results.length === 0 && failed === 0) console.log(`no figure is called ${positionals.join(' ')}`)
  // A missed goal is a finding, not a failure; a wrong result is.
  process.exitCode = failed > 0 || results.length === 0 ? 1 : 0
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void closeShared().finally(() => process.exit(130)))
await main()
