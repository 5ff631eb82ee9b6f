import { speakOver } from '../../../renderer/api.ts'
import { openWire } from '../../../renderer/wire/web.ts'
import type { BenchPage, WithBench } from './api.ts'
import { bare } from './bare.ts'
import { dropLog, hashLog, readLog, stallLog } from './log.ts'
import { parse } from './screen.ts'
import { echo, interrupt, openBeside, openShell, openTime, run } from './terminal.ts'
import { closeView, followView, openView, searchLog, watchView } from './view.ts'

/** The app's own parts without its frame: the wire, the client, the log's session and store, the terminal's screen and reader. */
const bench: BenchPage = {
  connect: async () => void speakOver(await openWire()),
  readLog,
  hashLog,
  dropLog,
  stallLog,
  bare,
  run,
  parse,
  openShell,
  interrupt,
  echo,
  openTime,
  openBeside,
  openView,
  followView,
  watchView,
  closeView,
  searchLog,
}
;(globalThis as unknown as WithBench).bench = bench
