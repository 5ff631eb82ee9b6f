import { expect, it } from 'vitest'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { LogStore } from '../store/store.ts'
import { Level } from './level.ts'
import { Levels } from './levels.ts'

it('gives a line of a trace the level of its head, whichever line is looked at first', () => {
  const store = new LogStore()
  const builder = new BatchBuilder()
  const lines = ['WARN before', 'ERROR no', '\tat a.b(C.java:1)', '\tat a.c(C.java:2)', '    indented', 'INFO after', '    indented', '']
  for (const [index, line] of lines.entries()) {
    const bytes = new TextEncoder().encode(line)
    builder.add(0, false, 1, 2, bytes, 0, bytes.length)
    // Another container's line in between belongs to nothing here.
    if (index === 2) builder.add(1, false, 1, 2, new TextEncoder().encode('INFO other'), 0, 10)
  }
  store.append(builder.take())
  const levels = new Levels()
  const all = Array.from({ length: store.end }, (_, i) => store.end - 1 - i).map((n) => levels.of(store, store.line(n)))
  const { warn, error, info } = Level
  expect(all.reverse()).toEqual([warn, error, error, info, error, error, info, 0, 0])
})
