import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openOnApp } from '../bench-page.ts'
import { linesAsBytes, MILLION } from '../lines.ts'
import { million } from '../material.ts'
import type { Figure } from '../protocol.ts'
import { engine } from '../shared.ts'

/** In 1 001 of the lines. */
const TEXT = 'dur_ms=777'
const FRAMES = 1.5 * (1000 / 60)

const search: Figure = {
  name: 'row10.search',
  title: 'a text in a million loaded lines, beside grep -cF on the same bytes',
  unit: 'ms',
  goal: 4,
  facts: [
    { name: 'row10.first', title: 'until the first match is told', unit: 'ms', limit: FRAMES, fact: 'first', of: 'median' },
    {
      name: 'row10.task',
      title: 'longest task of the page meanwhile (0: none of 50 ms)',
      unit: 'ms',
      limit: 50,
      fact: 'longest',
      of: 'worst',
    },
  ],
  async open() {
    const { host } = await engine()
    const log = await million()
    const folder = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
    const file = join(folder, 'lines')
    await writeFile(file, linesAsBytes(MILLION, '\n'))
    const { call, close } = await openOnApp(host)
    await call('readLog', log.id, MILLION, { lines: 2 * MILLION, bytes: 2 ** 31 })
    const counted = () => {
      const began = performance.now()
      const { stdout, status } = spawnSync('grep', ['-cF', TEXT, file], {
        encoding: 'utf8',
        env: { LC_ALL: 'C', PATH: process.env['PATH'] },
      })
      if (status !== 0) throw new Error('grep found nothing')
      return { value: performance.now() - began, count: Number(stdout) }
    }
    const { count: wanted } = counted()
    return {
      async app() {
        const { ms, first, count, longest } = await call('searchLog', TEXT)
        if (count !== wanted) throw new Error(`${String(count)} lines were found, grep finds ${String(wanted)}`)
        return { value: ms, more: { first, longest } }
      },
      anchor: () => Promise.resolve({ value: counted().value }),
      async close() {
        await close()
        await rm(folder, { recursive: true })
      },
    }
  },
}

export const figures: Figure[] = [search]
