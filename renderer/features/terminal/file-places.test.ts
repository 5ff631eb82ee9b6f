import { expect, test } from 'vitest'
import { filePlaces } from './file-places.ts'

const places = (line: string): string[] => filePlaces(line).map(({ text }) => text)

test('what compilers, tests and stack traces print is a place in a file', () => {
  expect(places('src/app.ts:12:3 - error TS2304')).toEqual(['src/app.ts:12:3'])
  expect(places('    at run (/app/dist/index.js:40:17)')).toEqual(['/app/dist/index.js:40:17'])
  expect(places('./main.go:5:2: undefined: x')).toEqual(['./main.go:5:2'])
  expect(places('main.c:7: warning')).toEqual(['main.c:7'])
  expect(places('src/a.ts(12,3): error TS1')).toEqual(['src/a.ts:12:3'])
  expect(places('src/a.ts:12:const x = 1')).toEqual(['src/a.ts:12'])
  expect(places('make: *** [build/Makefile:9: all] Error 1')).toEqual(['build/Makefile:9'])
  expect(places('  File "/srv/my app/main.py", line 12, in <module>')).toEqual(['/srv/my app/main.py:12'])
  expect(places('"код/файл.py:3" and lib/x.rb:4:in `y`')).toEqual(['код/файл.py:3', 'lib/x.rb:4'])
  expect(places('see a/b.rs:1.')).toEqual(['a/b.rs:1'])
})

test('hosts with ports, times, addresses and images are none', () => {
  for (const line of [
    '12:30:45.123',
    'example.com:443',
    '192.168.0.1:80',
    'localhost:8080',
    'registry.local:5000/app:1.2',
    'https://host.test/a.js:12:3',
    'docker.io/library/nginx:1',
    'user@host.example:22',
    'C:\\dir\\a.ts',
    'a.ts',
    'src/app.ts:',
  ])
    expect(places(line), line).toEqual([])
})

test('the part of the text is exact', () => {
  const line = 'x (src/a.ts:1:2), "b/c.py:3"'
  expect(filePlaces(line).map(({ start, end }) => line.slice(start, end))).toEqual(['src/a.ts:1:2', 'b/c.py:3'])
})

test('a line of nothing but path is looked through in no time', () => {
  const start = performance.now()
  for (const line of ['a/'.repeat(20_000), 'a.b'.repeat(10_000), '"'.repeat(20_000), `File "${'a'.repeat(30_000)}`]) places(line)
  expect(performance.now() - start).toBeLessThan(2000)
})
