import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSecret, MASK, maskValue, splitEnv } from './secrets.ts'

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
  ['MYSQL_PWD', 'x', true],
  ['DBPASS', 'x', true],
  ['HTTP_AUTH', 'x', true],
  ['oauth.client', 'x', true],
  ['AUTHOR', 'x', false],
  ['PWD', '/srv', false],
  ['OLDPWD', '/srv', false],
  ['DATABASE_URL', 'postgres://shop@db/shop', false],
  ['PATH', '/usr/bin', false],
  ['POSTGRES_PASSWORD', '', false],
])('isSecret(%j, %j) is %s', (name, value, secret) => {
  expect(isSecret(name, value)).toBe(secret)
})

describe('maskValue', () => {
  test.each([
    [['Config', 'Env', '3'], 'DB_PASSWORD=hunter2', `DB_PASSWORD=${MASK}`],
    [['Config', 'Env', '3'], 'PATH=/bin', null],
    [['Config', 'Env', '3'], 'DB_PASSWORD', null],
    [['Config', 'Env', '3'], 'DB_PASSWORD=', null],
    [['Config', 'Labels', 'app.token'], 't', MASK],
    [['Config', 'Labels', '__proto__'], 'x', null],
    [['HostConfig', 'LogConfig', 'Config', 'splunk-token'], 't', MASK],
    [['Config', 'Cmd', '0'], 'postgres://me:pw@db/x', MASK],
    [[], 'x', null],
  ])('%j %j', (path, value, shown) => {
    expect(maskValue(path, value)).toBe(shown)
  })
  test('no value of a secret variable is left in what is shown', () => {
    const secret = fc.string({ minLength: 4 }).filter((s) => !MASK.includes(s))
    fc.assert(
      fc.property(secret, fc.constantFrom('PASSWORD', 'MY_SECRET', 'api_key'), (value, name) => {
        expect(maskValue(['Config', 'Env', '0'], `${name}=${value}`)).toBe(`${name}=${MASK}`)
      }),
    )
  })
})
