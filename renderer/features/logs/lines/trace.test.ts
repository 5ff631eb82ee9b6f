import { describe, expect, it } from 'vitest'
import { TraceReader } from './trace.ts'

/** Lines that go on with the one before are marked with `|`. */
const JAVA = `  2026-11-20 ERROR Servlet.service() threw
| java.lang.IllegalStateException: no
| \tat a.b.C.d(C.java:10)
| \tat a.b.C.main(C.java:3)
| Caused by: java.io.IOException: gone
| \tat x.Y.z(Y.java:1)
| \t... 12 more
  2026-11-20 INFO next`
const PYTHON = `  ERROR:root:boom
| Traceback (most recent call last):
|   File "/app.py", line 3, in <module>
|     main()
|   File "/app.py", line 1, in main
|     raise ValueError("no")
| ValueError: no
| 
| During handling of the above exception, another exception occurred:
| 
| Traceback (most recent call last):
|   File "/app.py", line 9, in <module>
| KeyError: 1
  INFO:root:next`
const NODE = `  Server listens
  Error: connect ECONNREFUSED
|     at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1157:16) {
|   errno: -111,
|   code: 'ECONNREFUSED'
| }
  next`
const GO = `  listening
  panic: runtime error: index out of range [5]
| 
| goroutine 1 [running]:
| main.f(...)
| \t/app/main.go:7
| main.main()
| \t/app/main.go:11 +0x1d
| exit status 2
  next`
const PLAIN = `  Options:
    --help   shows this
    --all    shows all
  NotAnError: said in passing
  done()`

describe('trace reader', () => {
  it.each([
    ['Java', JAVA],
    ['Python', PYTHON],
    ['Node', NODE],
    ['Go', GO],
    ['no trace', PLAIN],
  ])('keeps a trace together: %s', (_, text) => {
    const reader = new TraceReader()
    const lines = text.split('\n')
    const told = lines.map((line) => `${reader.goesOn(line.slice(2)) ? '|' : ' '} ${line.slice(2)}`)
    expect(told).toEqual(lines)
  })

  it('takes a time in proportion to the line', () => {
    const begun = performance.now()
    for (const one of ['(', 'a.', ' ', 'a.b(', ')', 'A', '    at '])
      for (const head of ['', 'panic: ', '\t']) {
        const reader = new TraceReader()
        reader.goesOn('ERROR x')
        reader.goesOn('goroutine 1 [running]:')
        for (let i = 0; i < 20; i++) reader.goesOn((head + one.repeat(4096)).slice(0, 4096))
      }
    expect(performance.now() - begun).toBeLessThan(1000)
  })

  it('does not take everything for one trace', () => {
    const reader = new TraceReader()
    reader.goesOn('Error: x')
    const length = Array.from({ length: 1000 }, (_, i) => reader.goesOn(`    at f${String(i)} (a.js:1:1)`)).filter(Boolean).length
    expect(length).toBeLessThan(1000)
  })
})
