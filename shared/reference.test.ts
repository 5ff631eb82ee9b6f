import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalString,
  familiarName,
  familiarString,
  isNamed,
  isOfficial,
  parseReference,
  type Reference,
  type ReferenceProblem,
  referenceProblem,
  registryOf,
  splitTag,
  withDefaultTag,
} from './reference.ts'

const HEX = 'ff'.repeat(32)
const DIGEST = `sha256:${HEX}`

/** Cases of distribution's reference_test.go and normalize_test.go, told anew: text -> domain, path, tag, digest. */
const good: [string, string, string, string | null, string | null][] = [
  ['test_com', 'docker.io', 'library/test_com', null, null],
  ['test.com:tag', 'docker.io', 'library/test.com', 'tag', null],
  ['test.com:5000', 'docker.io', 'library/test.com', '5000', null],
  ['test.com/repo:tag', 'test.com', 'repo', 'tag', null],
  ['test:5000/repo', 'test:5000', 'repo', null, null],
  ['test:5000/repo:tag', 'test:5000', 'repo', 'tag', null],
  [`test:5000/repo@${DIGEST}`, 'test:5000', 'repo', null, DIGEST],
  [`test:5000/repo:tag@${DIGEST}`, 'test:5000', 'repo', 'tag', DIGEST],
  ['lowercase:Uppercase', 'docker.io', 'library/lowercase', 'Uppercase', null],
  ['sub-dom1.foo.com/bar/baz/quux', 'sub-dom1.foo.com', 'bar/baz/quux', null, null],
  ['sub-dom1.foo.com/bar/baz/quux:some-long-tag', 'sub-dom1.foo.com', 'bar/baz/quux', 'some-long-tag', null],
  ['b.gcr.io/test.example.com/my-app:test.example.com', 'b.gcr.io', 'test.example.com/my-app', 'test.example.com', null],
  ['xn--n3h.com/myimage:xn--n3h.com', 'xn--n3h.com', 'myimage', 'xn--n3h.com', null],
  ['foo_bar.com:8080', 'docker.io', 'library/foo_bar.com', '8080', null],
  ['foo/foo_bar.com:8080', 'docker.io', 'foo/foo_bar.com', '8080', null],
  ['192.168.1.1', 'docker.io', 'library/192.168.1.1', null, null],
  ['192.168.1.1:tag', 'docker.io', 'library/192.168.1.1', 'tag', null],
  ['192.168.1.1:5000/repo', '192.168.1.1:5000', 'repo', null, null],
  ['[2001:db8::1]/repo', '[2001:db8::1]', 'repo', null, null],
  ['[2001:db8::1]:5000/repo:tag', '[2001:db8::1]:5000', 'repo', 'tag', null],
  [`[2001:db8::]:5000/repo@${DIGEST}`, '[2001:db8::]:5000', 'repo', null, DIGEST],
  ['[::1]/repo', '[::1]', 'repo', null, null],
  ['localhost/name', 'localhost', 'name', null, null],
  ['localhost:5000/a/b', 'localhost:5000', 'a/b', null, null],
  ['docker/docker', 'docker.io', 'docker/docker', null, null],
  ['library/debian', 'docker.io', 'library/debian', null, null],
  ['docker.io/debian', 'docker.io', 'library/debian', null, null],
  ['index.docker.io/debian', 'docker.io', 'library/debian', null, null],
  ['index.docker.io/library/debian', 'docker.io', 'library/debian', null, null],
  ['docker.io/docker/docker', 'docker.io', 'docker/docker', null, null],
  [
    'docker.io/1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a',
    'docker.io',
    'library/1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a',
    null,
    null,
  ],
  ['127.0.0.1:5000/docker/docker', '127.0.0.1:5000', 'docker/docker', null, null],
  ['HOST/repo', 'HOST', 'repo', null, null],
  ['foo__bar/baz---qux', 'docker.io', 'foo__bar/baz---qux', null, null],
  [`${'a/'.repeat(127)}a:tag-puts-this-over-max`, 'docker.io', `${'a/'.repeat(127)}a`, 'tag-puts-this-over-max', null],
]

const bad: [string, ReferenceProblem][] = [
  ['', 'empty'],
  [HEX, 'bare-id'],
  [':justtag', 'bad-name'],
  [`@${DIGEST}`, 'bad-name'],
  ['repo@sha256:ffff', 'bad-digest'],
  [`validname@invaliddigest:${'f'.repeat(128)}`, 'bad-digest'],
  [`repo@sha256:${'FF'.repeat(32)}`, 'bad-digest'],
  ['Uppercase:tag', 'uppercase'],
  ['test:5000/Uppercase/lowercase:tag', 'uppercase'],
  ['docker.io/Docker/docker', 'uppercase'],
  [`${'a/'.repeat(128)}a:tag`, 'too-long'],
  ['aa/asdf$$^/aa', 'bad-name'],
  ['-test', 'bad-name'],
  ['test-', 'bad-name'],
  ['a..b', 'bad-name'],
  ['a___b', 'bad-name'],
  ['a//b', 'bad-name'],
  ['a/', 'bad-name'],
  ['foo.com/', 'bad-name'],
  ['-foo.com/bar', 'bad-host'],
  ['[fe80::1%eth0]:5000/repo', 'bad-host'],
  ['[fe80::1%@invalidzone]:5000/repo', 'bad-name'],
  ['[2001:db8:::1/repo', 'bad-host'],
  ['ho st.com/x', 'bad-host'],
  ['host.com:/x', 'bad-host'],
  ['ubuntu:', 'bad-tag'],
  ['ubuntu:-x', 'bad-tag'],
  ['ubuntu:a b', 'bad-tag'],
  [`ubuntu:${'a'.repeat(129)}`, 'bad-tag'],
  [' ubuntu', 'bad-name'],
  ['ubuntu\n', 'bad-name'],
]

describe('parseReference', () => {
  it.each(good)('%s', (text, domain, path, tag, digest) => {
    expect(parseReference(text)).toEqual({ domain, path, tag, digest })
  })
  it.each(bad)('refuses %j: %s', (text, problem) => {
    expect(referenceProblem(text)).toBe(problem)
    expect(parseReference(text)).toBeNull()
  })
})

const familiar = (text: string) => {
  const reference = parseReference(text)
  if (reference === null) throw new Error(`no reference: ${text}`)
  return reference
}

describe('names', () => {
  it.each([
    ['docker.io/library/ubuntu:24.04', 'ubuntu'],
    ['index.docker.io/ubuntu', 'ubuntu'],
    ['docker.io/grafana/grafana', 'grafana/grafana'],
    ['docker.io/library/a/b', 'library/a/b'],
    ['ghcr.io/org/app:1', 'ghcr.io/org/app'],
  ])('%s is %s', (text, name) => expect(familiarName(familiar(text))).toBe(name))

  it('adds latest only where neither tag nor digest stands', () => {
    expect(withDefaultTag(familiar('ubuntu')).tag).toBe('latest')
    expect(withDefaultTag(familiar('ubuntu:24.04')).tag).toBe('24.04')
    expect(withDefaultTag(familiar(`ubuntu@${DIGEST}`)).tag).toBeNull()
  })
  it('knows the registry and what is official', () => {
    expect(registryOf(familiar('127.0.0.1:5000/a'))).toBe('127.0.0.1:5000')
    expect(isOfficial(familiar('postgres'))).toBe(true)
    expect(isOfficial(familiar('grafana/grafana'))).toBe(false)
    expect(isOfficial(familiar('quay.io/library/postgres'))).toBe(false)
  })
  it("splits the engine's own strings at the tag", () => {
    expect(splitTag('127.0.0.1:5000/team/tool:1.9')).toEqual({ repository: '127.0.0.1:5000/team/tool', tag: '1.9' })
    expect(splitTag('127.0.0.1:5000/team/tool')).toEqual({ repository: '127.0.0.1:5000/team/tool', tag: '' })
  })
})

const segment = fc.stringMatching(/^[a-z0-9]{1,8}((\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}$/)
const made = fc.record({
  domain: fc.constantFrom('docker.io', 'ghcr.io', 'localhost', 'localhost:5000', '[::1]:5000', 'REG', '10.0.0.1:80'),
  path: fc.array(segment, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('/')),
  tag: fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/)),
  digest: fc.option(fc.stringMatching(/^[a-f0-9]{64}$/).map((hex) => `sha256:${hex}`)),
})

it('an image is found by what people write, as Docker lists it and as Podman does', () => {
  const written: Reference = { domain: 'docker.io', path: 'library/ubuntu', tag: '24.04', digest: null }
  expect(isNamed(['ubuntu:24.04'], written)).toBe(true)
  expect(isNamed(['docker.io/library/ubuntu:24.04'], written)).toBe(true)
  expect(isNamed(['localhost/ubuntu:24.04', 'docker.io/library/ubuntu:22.04', 'team/ubuntu:24.04'], written)).toBe(false)
})

describe('properties', () => {
  it('what is written is read back, in both forms', () => {
    fc.assert(
      fc.property(made, (reference) => {
        expect(parseReference(canonicalString(reference))).toEqual(reference)
        // A Hub path whose first part looks like a host needs its registry written out.
        const first = reference.path.split('/')[0] ?? ''
        fc.pre(reference.domain !== 'docker.io' || !(first.includes('.') || first === 'localhost' || first === 'library'))
        expect(parseReference(familiarString(reference))).toEqual(reference)
      }),
    )
  })
  it('any text gives a reference or a problem, and never both', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(parseReference(text) === null).toBe(referenceProblem(text) !== null)
      }),
    )
  })
  it('an accepted text can do no harm in a path or a query', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const reference = parseReference(text)
        if (reference !== null) expect(canonicalString(reference)).toMatch(/^[\w.:/@[\]-]+$/)
      }),
    )
  })
})
