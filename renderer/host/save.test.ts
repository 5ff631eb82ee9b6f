import { describe, expect, it } from 'vitest'
import { safeName } from './save.ts'

describe('safeName', () => {
  it.each([
    ['api-1.log', 'api-1.log'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['a\u202egnp.exe', 'a_gnp.exe'],
    ['con.log', '_con.log'],
    ['', '_'],
    ['...', '_'],
    ['a\u0000b\n', 'a_b_'],
    ['x'.repeat(300), 'x'.repeat(120)],
  ])('%j', (text, name) => {
    expect(safeName(text)).toBe(name)
  })
})
