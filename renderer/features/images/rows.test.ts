import { describe, expect, it } from 'vitest'
import type { Container } from '../../../shared/contract/containers.ts'
import type { Image } from '../../../shared/contract/images.ts'
import { buildRows, isShown, markOf, matches, nameOf, type Show, splitKey } from './rows.ts'

const id = (n: number): string => `sha256:${String(n).padStart(64, '0')}`
const image = (n: number, tags: string[], more: Partial<Image> = {}): Image => ({
  id: id(n),
  tags,
  digests: [],
  created: 1,
  size: 1,
  layers: null,
  ...more,
})
const world = (...images: Image[]) => new Map(images.map((one) => [one.id, one]))
const user = (n: number) => ({ imageId: id(n) }) as Container
const digest = (name: string): string => `${name}@sha256:${'a'.repeat(64)}`

describe('rows', () => {
  it('one for each tag, one for an untagged image, as docker images', () => {
    const rows = [
      ...buildRows(world(image(1, ['a:1', 'r.example:5000/a:2']), image(2, []), image(3, [], { digests: [digest('b')] })), []).values(),
    ]
    expect(rows.map(({ key, repository, tag }) => [splitKey(key).id, repository, tag])).toEqual([
      [id(1), 'a', '1'],
      [id(1), 'r.example:5000/a', '2'],
      [id(2), '', ''],
      [id(3), 'b', ''],
    ])
  })
  it('keeps the object of a row that says the same', () => {
    const images = world(image(1, ['a:1'], { layers: ['x'] }), image(2, ['b:1'], { layers: ['x', 'y'] }))
    const first = buildRows(images, [])
    const second = buildRows(images, [user(1)], first)
    expect(second.get(`${id(2)}|b:1`)).toBe(first.get(`${id(2)}|b:1`))
    expect(second.get(`${id(1)}|a:1`)).not.toBe(first.get(`${id(1)}|a:1`))
    expect(second.get(`${id(1)}|a:1`)?.users).toBe(1)
  })
  it.each<[Show, string[]]>([
    ['all', ['a', 'b', '', 'c']],
    ['inUse', ['a']],
    ['unused', ['b', '', 'c']],
    ['dangling', ['']],
  ])('%s shows %j', (show, repositories) => {
    const images = world(image(1, ['a:1']), image(2, ['b:1']), image(3, []), image(4, [], { digests: [digest('c')] }))
    const rows = [...buildRows(images, [user(1), user(1)]).values()]
    expect(rows.filter((row) => isShown(row, show)).map(({ repository }) => repository)).toEqual(repositories)
  })
  it.each([
    ['ubuntu', [digest('ubuntu')], 'official'],
    ['docker.io/library/ubuntu', [digest('docker.io/library/ubuntu')], 'official'],
    ['mine', [], 'user'],
    ['localhost/mine', [digest('localhost/mine')], 'user'],
    ['grafana/grafana', [digest('grafana/grafana')], 'user'],
    ['ghcr.io/org/app', [], 'private'],
    ['127.0.0.1:5000/library/ubuntu', [digest('127.0.0.1:5000/library/ubuntu')], 'private'],
    ['not A name', [], null],
  ])('%s is %s', (repository, digests, mark) => expect(markOf(repository, image(1, [], { digests }))).toBe(mark))

  it('on the containerd store, where a build has a digest too, only a known name is official', () => {
    const of = (name: string) => markOf(name, image(1, [], { digests: [`${name}@${id(1)}`] }))
    expect([of('ubuntu'), of('my-app'), of('team/my-app')]).toEqual(['official', 'user', 'user'])
  })

  it.each([
    ['ubu', true],
    ['UBUNTU:24', true],
    ['24 ubuntu', true],
    ['000000000001', true],
    [id(1), true],
    ['alpine', false],
    ['ubuntu alpine', false],
    ['', true],
  ])('the filter %j: %s', (text, found) => {
    const [row] = buildRows(world(image(1, ['ubuntu:24.04'])), []).values()
    expect(row === undefined ? null : matches(row, text)).toBe(found)
  })
  it('names an image by what it has', () => {
    expect(nameOf(image(1, ['r.example/t:9', 'alpine:latest', 'alpine:3.20']))).toBe('alpine:3.20')
    expect(nameOf(image(1, [], { digests: [digest('b')] }))).toBe('b@aaaaaaaaaaaa')
    expect(nameOf(image(1, []))).toBe('000000000000')
  })
})
