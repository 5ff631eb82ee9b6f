import { describe, expect, it } from 'vitest'
import { judgeLink } from './links.ts'

describe('T2 links', () => {
  it.each([
    ['https://hub.docker.com/_/ubuntu', 'open', 'https://hub.docker.com/_/ubuntu'],
    ['HTTPS://EXAMPLE.com', 'open', 'https://example.com/'],
    ['http://127.0.0.1:8080/x', 'open', 'http://127.0.0.1:8080/x'],
    ['http://127.1:80', 'open', 'http://127.0.0.1/'],
    ['http://localhost:3000', 'open', 'http://localhost:3000/'],
    ['http://[::1]:1', 'open', 'http://[::1]:1/'],
    ['http://example.com', 'ask', 'http://example.com/'],
    ['http://localhost.evil.example', 'ask', 'http://localhost.evil.example/'],
    ['http://127.0.0.1.evil.example', 'ask', 'http://127.0.0.1.evil.example/'],
  ])('%s: %s', (text, kind, url) => {
    expect(judgeLink(text)).toEqual({ kind, url })
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    'data:text/html,x',
    'vbscript:x',
    'app://gantry/index.html',
    'https://user:pass@example.com/',
    'https://docker.com@evil.example/',
    '//example.com',
    'example.com',
    'https://',
    '',
  ])('%j is refused', (text) => {
    expect(judgeLink(text)).toEqual({ kind: 'refuse' })
  })
})
