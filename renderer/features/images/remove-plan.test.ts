import { expect, it } from 'vitest'
import type { Container, ContainerState } from '../../../shared/contract/containers.ts'
import type { Image } from '../../../shared/contract/images.ts'
import { callsOf, planRemoval as plan } from './remove-plan.ts'

const image = (id: string, tags: string[]): Image => ({ id, tags, digests: [], created: 1, size: 1, layers: null })
const images = new Map([image('a', ['a:1', 'a:2']), image('b', ['b:1']), image('none', [])].map((one) => [one.id, one]))
const planRemoval = (keys: string[], all: Map<string, Image>, used: Container[]) => plan(keys, all, used, 'docker')
const container = (imageId: string, state: ContainerState) => ({ id: `${imageId}-${state}`, imageId, state }) as Container

it('one of several tags: untags, the image stays and nothing blocks', () => {
  const [step] = planRemoval(['a|a:1'], images, [container('a', 'running')])
  expect(step).toMatchObject({ tags: ['a:1'], kept: ['a:2'], goes: false, blockers: [] })
})
it('all tags, chosen one by one or by the bare id: the image goes', () => {
  for (const keys of [['a|a:1', 'a|a:2'], ['a']]) {
    const [step, ...rest] = planRemoval(keys, images, [])
    expect(rest).toEqual([])
    expect(step).toMatchObject({ tags: ['a:1', 'a:2'], kept: [], goes: true })
    if (step !== undefined)
      expect(callsOf(step)).toEqual([
        { id: 'a', reference: 'a:1' },
        { id: 'a', reference: 'a:2' },
      ])
  }
})
it('a nameless one goes by its id', () => {
  const [step] = planRemoval(['none'], images, [])
  expect(step).toMatchObject({ tags: [], goes: true })
  if (step !== undefined) expect(callsOf(step)).toEqual([{ id: 'none', reference: null }])
})
it('names what blocks, and whether force helps', () => {
  expect(planRemoval(['b|b:1'], images, [container('b', 'exited')])[0]).toMatchObject({ forcible: true, blockers: [{ id: 'b-exited' }] })
  expect(planRemoval(['b|b:1'], images, [container('b', 'running')])[0]).toMatchObject({ forcible: true })
  expect(planRemoval(['none'], images, [container('none', 'exited')])[0]).toMatchObject({ forcible: true })
  expect(planRemoval(['none'], images, [container('none', 'paused')])[0]).toMatchObject({ forcible: false })
})
it('a tag that vanished meanwhile takes nothing else along', () => {
  expect(planRemoval(['gone', 'a|a:9'], images, [])).toEqual([])
})
it('never offers the force of Podman, which removes the containers too', () => {
  expect(plan(['b|b:1'], images, [container('b', 'exited')], 'podman')[0]).toMatchObject({ forcible: false })
})
