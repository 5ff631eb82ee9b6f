import { describe, expect, it } from 'vitest'
import { parseServeArgs } from './args.ts'

const args = (...argv: string[]) => parseServeArgs(argv)

describe('the command line', () => {
  it('takes its options', () => {
    expect(args()).toEqual({ ok: true, args: { host: undefined, port: 0, open: true, allowDangerous: false } })
    expect(args('--host', 'unix:///x.sock', '--port=8080', '--no-open', '--allow-dangerous')).toEqual({
      ok: true,
      args: { host: 'unix:///x.sock', port: 8080, open: false, allowDangerous: true },
    })
  })

  it.each([
    ['--prot', '80'],
    ['stray'],
    ['--port'],
    ['--port', '0'],
    ['--port', '65536'],
    ['--port', '1e3'],
    ['--port', ''],
    ['--host', ''],
    ['--token', 'x'],
    ['--no-open=1'],
  ])('refuses %s %s', (...argv) => {
    expect(args(...argv)).toMatchObject({ ok: false, help: false, problem: expect.stringMatching(/./) as string })
  })

  it('helps', () => {
    expect(args('--help')).toMatchObject({ ok: false, help: true })
  })
})
