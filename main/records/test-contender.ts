import { createInterface } from 'node:readline'
import { own } from './owner.ts'

/** Takes each folder it is told of, at the moment it is told with it, and says whether it got it. Holds all until it ends. */
for await (const line of createInterface({ input: process.stdin })) {
  const [at, folder = ''] = line.split(' ')
  // Awake when the moment comes: a timer would spread those who race.
  while (Date.now() < Number(at));
  process.stdout.write(`${String(await own(folder))}\n`)
}
