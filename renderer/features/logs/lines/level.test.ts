import { describe, expect, it } from 'vitest'
import { guessLevel, Level } from './level.ts'

describe('the level of a line', () => {
  it.each([
    ['2026-11-20 12:00:00,123 INFO  [main] o.s.Boot - Started', Level.info],
    ['2026-11-20T12:00:00Z WARN retrying', Level.warn],
    ['2026/11/20 12:00:00 [error] 31#31: *1 open() failed', Level.error],
    ['[Fri Nov 20 12:00:00 2026] [core:warn] [pid 1] AH00558', Level.warn],
    ['time="2026-11-20" level=warning msg="x"', Level.warn],
    ['level=debug ts=1 caller=x.go', Level.debug],
    ['E0102 15:04:05.000000       1 main.go:1] failed', Level.error],
    ['I0102 15:04:05.000000       1 main.go:1] fine', Level.info],
    ['<3>kernel: out of memory', Level.error],
    ['<14>app: hello', Level.info],
    ['{"level":"error","msg":"x"}', Level.error],
    ['{"time":1,"severity":"WARNING","message":"x"}', Level.warn],
    ['{"level":30,"time":1,"msg":"x"}', Level.info],
    ['{"lvl": 60, "msg": "x"}', Level.fatal],
    ['2026-11-20 12:00:00.000 UTC [1] LOG:  database system is ready', Level.info],
    ['2026-11-20 12:00:00.000 UTC [1] FATAL:  role does not exist', Level.fatal],
    ['warning: unused variable', Level.warn],
    ['npm error code E404', Level.error],
    ['warning signs ahead', 0],
    ['ERROR:root:boom', Level.error],
    ['12:00AM INF starting addr=:80', Level.info],
    ['panic: runtime error: index out of range', Level.fatal],
    ['Traceback (most recent call last):', Level.error],
    ['java.lang.IllegalStateException: no', Level.error],
    ['Exception in thread "main" java.lang.Error', Level.error],
    ['GET /errors?level=1 200', 0],
    ['there was no error at all', 0],
    ['{"errors": 0, "msg": "ERROR"}', 0],
    ['information wants to be free', 0],
    ['', 0],
  ])('%s', (line, level) => {
    expect(guessLevel(line)).toBe(level)
  })

  it('takes a time in proportion to the line', () => {
    const begun = performance.now()
    for (const line of ['{'.repeat(65_536), ' '.repeat(65_536), `{"level"${' '.repeat(65_536)}`, '[a.'.repeat(20_000), 'A.'.repeat(30_000)])
      guessLevel(line)
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})
