import { Store } from './store.ts'
import { HOST, metaOf, numbered } from './test-lines.ts'

/** Writes numbered lines on from where the store stands until it is killed. `node <bundle> <folder>`. */
const store = new Store(process.argv[2] ?? '', () => ({ bytes: 512 * 1024 * 1024, days: 30_000 }))
await store.open(true)
const log = await store.log(HOST, metaOf('a'))
process.stdout.write('ready\n')
for (let at = log.lines, step = 1; ; at += step) {
  step = 1 + (at % 23)
  const { head, batch } = numbered(at, at + step)
  await log.append(head, batch)
}
