import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../lib/reader.ts'
import { cleanInstruction, toHistory } from './history.ts'
import { createdSeconds, isAttestationOnly, toImage } from './normalise.ts'
import { imageReader } from './reader.ts'

const ID = `sha256:${'ab'.repeat(32)}`

describe('a row of the list', () => {
  it.each([
    ['API ≤ 1.42', ['<none>:<none>'], ['<none>@<none>']],
    ['API ≥ 1.43', [], []],
    ['Podman', null, null],
    ['nothing at all', undefined, undefined],
  ])('untagged: %s', (_, RepoTags, RepoDigests) => {
    expect(toImage({ Id: ID, RepoTags, RepoDigests, Size: 5 }, null)).toMatchObject({ tags: [], digests: [], size: 5 })
  })
  it('keeps a digest whose tag moved away', () => {
    const row = { Id: ID, RepoTags: ['a:<none>', 'b:1'], RepoDigests: [`a@${ID}`] }
    expect(toImage(row, null)).toMatchObject({ tags: ['b:1'], digests: [`a@${ID}`] })
  })
  it('completes the id of an engine that leaves the algorithm out', () => {
    expect(toImage({ Id: 'ab'.repeat(32) }, null).id).toBe(ID)
  })
  it.each([
    [undefined, 0],
    [null, 0],
    [0, 0],
    [-62_135_596_800, 0],
    ['0001-01-01T00:00:00Z', 0],
    ['1970-01-01T00:00:00Z', 0],
    ['', 0],
    ['2026-11-20T00:00:00.123456789Z', 1_795_132_800],
    [1_795_132_800, 1_795_132_800],
  ])('created %j is %i', (value, seconds) => expect(createdSeconds(value)).toBe(seconds))
  it('hides a row that holds only attestations', () => {
    expect(isAttestationOnly({ Id: ID, Manifests: [{ Kind: 'attestation' }] })).toBe(true)
    expect(isAttestationOnly({ Id: ID, Manifests: [{ Kind: 'image' }, { Kind: 'attestation' }] })).toBe(false)
    expect(isAttestationOnly({ Id: ID, Manifests: [] })).toBe(false)
    expect(isAttestationOnly({ Id: ID })).toBe(false)
  })
})

describe('events', () => {
  const event = (type: string, action: string, id: string): EngineEvent => ({
    type,
    action,
    actionDetail: '',
    id,
    attributes: {},
    time: '1.0',
  })
  it.each([
    ['delete', ID, [ID]],
    ['untag', ID, [ID]],
    ['tag', ID, 'all'],
    ['pull', 'hello-world:latest', 'all'],
    ['load', ID, 'all'],
    ['delete', 'name', 'all'],
    ['push', 'x:1', []],
    ['save', ID, []],
  ])('%s of %s', (action, id, ids) => expect(imageReader.affected(event('image', action, id), new Map())).toEqual(ids))
  it('of other nouns do not matter', () => expect(imageReader.affected(event('container', 'start', 'x'), new Map())).toEqual([]))
})

describe('history', () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["node" "server.js"]', 'CMD ["node" "server.js"]'],
    [`/bin/sh -c #(nop) ADD file:${'ab'.repeat(32)} in / `, 'ADD file:abababababab in /'],
    ['/bin/sh -c apt-get update && apt-get install -y curl', 'RUN apt-get update && apt-get install -y curl'],
    ['|1 VERSION=1 2 /bin/sh -c make', 'RUN make'],
    ['RUN |1 VERSION=1 /bin/sh -c npm ci --omit=dev # buildkit', 'RUN npm ci --omit=dev'],
    ['RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
    ['COPY src ./src # buildkit', 'COPY src ./src'],
    ['WORKDIR /app', 'WORKDIR /app'],
    ['cmd /S /C #(nop) ENV A=b', 'ENV A=b'],
    ['', ''],
  ])('%s', (from, to) => expect(cleanInstruction(from)).toBe(to))
  it('reads oldest first', () => {
    const rows = [
      { CreatedBy: 'CMD x', Size: 0, Created: 2 },
      { CreatedBy: 'COPY . .', Size: 7, Created: 1, Comment: null },
    ]
    expect(toHistory(rows)).toEqual([
      { created: 1, instruction: 'COPY . .', size: 7, comment: '' },
      { created: 2, instruction: 'CMD x', size: 0, comment: '' },
    ])
  })
})
