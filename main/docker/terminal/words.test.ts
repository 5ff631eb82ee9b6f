import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('no error carries prose of ours as the words of the engine, which nobody could translate', async () => {
  const dir = import.meta.dirname
  const names = (await readdir(dir)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  expect(names.length).toBeGreaterThan(10)
  for (const name of names) {
    const text = await readFile(join(dir, name), 'utf8')
    // The third argument, where it is a text written there.
    expect(text.match(/appError\(\s*'[^']+',\s*\{[^}]*\},\s*['"`][^)]*/g) ?? [], name).toEqual([])
  }
})
