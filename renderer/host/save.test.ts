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
    [`${'x'.repeat(300)}.cast`, `${'x'.repeat(115)}.cast`],
    [`${'x'.repeat(113)} . and more.cast`, `${'x'.repeat(113)}.cast`],
    [`${'x'.repeat(114)}😀.cast`, `${'x'.repeat(114)}.cast`],
    [`${'x'.repeat(200)}.no ending`, 'x'.repeat(120)],
  ])('%j', (text, name) => {
    expect(safeName(text)).toBe(name)
  })
})
