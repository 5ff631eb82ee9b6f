import { expect, it } from 'vitest'
import { linksIn } from './links.ts'

const links = (text: string) => linksIn(text).map(({ url }) => url)

it.each([
  ['see https://a.example/x.', ['https://a.example/x']],
  ['(https://a.example/x)', ['https://a.example/x']],
  ['https://en.example/wiki/A_(b), and', ['https://en.example/wiki/A_(b)']],
  ['(as in https://en.example/A_(b)).', ['https://en.example/A_(b)']],
  ['listening on http://127.0.0.1:8080/', ['http://127.0.0.1:8080/']],
  ['[https://a.example] https://b.example!', ['https://a.example', 'https://b.example']],
  // Refused when clicked, so no links.
  ['https://user:secret@a.example/', []],
  ['javascript:alert(1) file:///etc/passwd ftp://a.example', []],
  ['https://', []],
])('%s', (text, wanted) => {
  expect(links(text)).toEqual(wanted)
})

it('says where they stand', () => {
  expect(linksIn('a https://b.example c')).toEqual([{ at: 2, url: 'https://b.example' }])
})
