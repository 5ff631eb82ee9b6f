import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventDecoder, toEvent } from './events.ts'
import { createJsonSplitter } from './json-stream.ts'

const NEW =
  '{"Type":"container","Action":"health_status: healthy","Actor":{"ID":"abc","Attributes":{"name":"x"}},"scope":"local","time":1700000000,"timeNano":1700000000123456789}'

describe('toEvent', () => {
  it('cuts the action at the first colon and keeps all nineteen digits', () => {
    expect(toEvent(NEW)).toEqual({
      type: 'container',
      action: 'health_status',
      actionDetail: 'healthy',
      id: 'abc',
      attributes: { name: 'x' },
      time: '1700000000.123456789',
    })
    expect(toEvent('{"Type":"container","Action":"exec_start: sh -c a: b","Actor":{"ID":"a"}}')).toMatchObject({
      action: 'exec_start',
      actionDetail: 'sh -c a: b',
    })
  })

  it('understands the older shape and Podman’s word', () => {
    expect(toEvent('{"status":"start","id":"abc","from":"img","time":1700000000}')).toMatchObject({
      type: 'container',
      action: 'start',
      id: 'abc',
      time: '1700000000.000000000',
    })
    expect(toEvent('{"Type":"container","Action":"died","Actor":{"ID":"abc","Attributes":null}}')).toMatchObject({
      action: 'die',
      attributes: {},
    })
  })

  it('keeps odd labels as they are and is not misled by them', () => {
    const label = JSON.stringify({ '"timeNano":1': '"timeNano":42', timeNano: '7', ['__proto__']: 'p' })
    const event = toEvent(`{"Type":"container","Action":"die","Actor":{"ID":"a","Attributes":${label}},"timeNano":1700000000000000001}`)
    expect(event?.time).toBe('1700000000.000000001')
    expect(Object.getOwnPropertyDescriptor(event?.attributes ?? {}, '__proto__')?.value).toBe('p')
    expect(({} as Record<string, unknown>)['p']).toBeUndefined()
  })

  it('is total', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => void toEvent(text)))
  })
})

describe('the splitter', () => {
  const object = fc.dictionary(
    fc.string({ unit: 'binary' }),
    fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.dictionary(fc.string(), fc.string())),
  )
  const texts = fc.array(object.map((o) => JSON.stringify(o)))
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })

  it('gives the same objects for any chunking and any white space between them', () => {
    fc.assert(
      fc.property(texts, cuts, fc.constantFrom('', '\n', '\r\n ', ',\n'), (objects, sizes, between) => {
        const bytes = Buffer.from(objects.join(between))
        const split = createJsonSplitter()
        const found: string[] = []
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1
          found.push(...split(bytes.subarray(at, at + size)))
          at += size
        }
        expect(found.map((t) => JSON.parse(t) as unknown)).toEqual(objects.map((t) => JSON.parse(t) as unknown))
      }),
    )
  })

  it('refuses an object without an end', () => {
    const split = createJsonSplitter(1000)
    expect(() => {
      for (let i = 0; i < 200; i++) split(Buffer.from('{"a":"xxxx'))
    }).toThrow('too long')
  })

  it('is linear in the bytes', () => {
    const time = (megabytes: number) => {
      const decode = createEventDecoder()
      const chunk = Buffer.from('x'.repeat(1024))
      const started = performance.now()
      decode(Buffer.from('{"Type":"a","Action":"b","l":"'))
      for (let i = 0; i < megabytes * 1024; i++) decode(chunk)
      decode(Buffer.from('"}'))
      return performance.now() - started
    }
    time(2)
    expect(Math.min(...[0, 1, 2].map(() => time(16) / Math.max(1, time(2))))).toBeLessThan(30)
  })
})
