import { describe, expect, it } from 'vitest'
import { safeLink } from './link.ts'
import { safeName } from './save.ts'

describe('safeLink', () => {
  it.each([
    ['https://hub.docker.com/_/ubuntu', 'https://hub.docker.com/_/ubuntu'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['javascript:alert(1)', null],
    ['JaVaScRiPt:alert(1)', null],
    ['file:///etc/passwd', null],
    ['smb://host/share', null],
    ['data:text/html,x', null],
    ['vbscript:x', null],
    ['https://user:pass@example.com/', null],
    ['https://user@example.com/', null],
    ['//example.com', null],
    ['', null],
  ])('%s', (text, link) => {
    expect(safeLink(text)).toBe(link)
  })
})

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
