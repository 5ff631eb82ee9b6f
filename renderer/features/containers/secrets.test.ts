import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSecret, MASK, maskSecrets, splitEnv } from './secrets.ts'

test.each([
  ['A=b=c', 'A', 'b=c'],
  ['A=', 'A', ''],
  ['A', 'A', null],
  ['A=line\nline', 'A', 'line\nline'],
])('splitEnv(%j)', (entry, name, value) => {
  expect(splitEnv(entry)).toEqual({ name, value })
})

test.each([
  ['POSTGRES_PASSWORD', 'x', true],
  ['STRIPE_API_KEY', 'x', true],
  ['DATABASE_URL', 'postgres://shop:pw@db/shop', true],
  ['CERT', '-----BEGIN RSA PRIVATE KEY-----\nMII', true],
  ['DATABASE_URL', 'postgres://shop@db/shop', false],
  ['PATH', '/usr/bin', false],
  ['POSTGRES_PASSWORD', '', false],
])('isSecret(%j, %j) is %s', (name, value, secret) => {
  expect(isSecret(name, value)).toBe(secret)
})

describe('maskSecrets', () => {
  test('variables, labels, and nothing else', () => {
    const doc: unknown = JSON.parse(
      '{"Config":{"Env":["DB_PASSWORD=hunter2","PATH=/bin"],"Labels":{"__proto__":"x","app.token":"t"}},"Pid":7}',
    )
    expect(JSON.stringify(maskSecrets(doc))).toBe(
      `{"Config":{"Env":["DB_PASSWORD=${MASK}","PATH=/bin"],"Labels":{"__proto__":"x","app.token":"${MASK}"}},"Pid":7}`,
    )
  })
  test('no secret of any environment is left in the text', () => {
    const secret = fc.string({ minLength: 8 }).filter((s) => s.trim().length >= 8 && !MASK.includes(s))
    fc.assert(
      fc.property(secret, fc.constantFrom('PASSWORD', 'MY_SECRET', 'api_key'), (value, name) => {
        const shown = JSON.stringify(maskSecrets({ Config: { Env: [`${name}=${value}`] } }))
        expect(shown).not.toContain(JSON.stringify(value).slice(1, -1))
      }),
    )
  })
  test('documents without secrets come out equal', () => {
    const plain = fc.jsonValue().filter((doc) => !isSecret(JSON.stringify(doc), 'x'))
    fc.assert(
      fc.property(plain, (doc) => {
        expect(JSON.stringify(maskSecrets(doc))).toBe(JSON.stringify(doc))
      }),
    )
  })
})
