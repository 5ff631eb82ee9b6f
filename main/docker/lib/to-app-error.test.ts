import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError, appError } from '../../../shared/errors.ts'
import { toProblem } from './problem.ts'
import { fromWords, refine } from './refine-error.ts'
import { toAppError } from './to-app-error.ts'

const http = (statusCode: number, json: unknown, message = '') => Object.assign(new Error(message), { statusCode, json })

describe('toAppError', () => {
  it('is total', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }), (thing) => {
        expect(toAppError(thing)).toBeInstanceOf(AppError)
        expect(toProblem(thing).problem).toBeTypeOf('string')
      }),
    )
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no')
        },
      },
    )
    expect(toAppError(hostile).code).toBe('unknown')
  })

  it('reads Docker’s, Podman’s and plain answers', () => {
    expect(toAppError(http(404, { message: 'No such container: x' }))).toMatchObject({
      code: 'engine.not-found',
      detail: 'No such container: x',
    })
    expect(toAppError(http(500, { cause: 'exit status 1', message: 'crun: exit status 1', response: 500 })).detail).toBe(
      'crun: exit status 1',
    )
    expect(toAppError(http(409, { cause: 'in use', message: 'cannot remove' })).detail).toBe('cannot remove: in use')
    expect(toAppError(http(400, null, '(HTTP code 400) unexpected - client version 1.12 is too old '))).toMatchObject({
      code: 'engine.bad-request',
      detail: 'client version 1.12 is too old',
    })
    expect(toAppError(http(501, Buffer.from('plain words\n')))).toMatchObject({ code: 'engine.not-supported', detail: 'plain words' })
    expect(toAppError(http(599, {})).code).toBe('engine.failed')
    expect(toAppError(http(500, { message: 'write /x: no space left on device' })).code).toBe('engine.no-space')
  })

  it('tells ways of not answering apart', () => {
    const errno = (code: string) => toAppError(Object.assign(new Error(code), { code })).code
    expect(errno('ENOENT')).toBe('host.absent')
    expect(errno('EACCES')).toBe('host.denied')
    expect(errno('ECONNREFUSED')).toBe('host.refused')
    expect(errno('ETIMEDOUT')).toBe('host.silent')
    expect(errno('DEPTH_ZERO_SELF_SIGNED_CERT')).toBe('host.tls')
    expect(errno('ERR_SSL_WRONG_VERSION_NUMBER')).toBe('host.tls')
    expect(errno('ENOTFOUND')).toBe('host.bad-address')
    expect(errno('ECONNRESET')).toBe('host.lost')
    expect(toAppError(new DOMException('x', 'TimeoutError')).code).toBe('engine.timeout')
    expect(toAppError(new DOMException('x', 'AbortError')).code).toBe('rpc.cancelled')
  })
})

describe('refine', () => {
  const HOLDER = 'f'.repeat(64)
  it.each([
    [
      'driver failed programming external connectivity on endpoint x (y): Bind for 0.0.0.0:8080 failed: port is already allocated',
      'container.port-taken',
      { ip: '0.0.0.0', port: 8080 },
    ],
    ['listen tcp4 127.0.0.1:5432: bind: address already in use', 'container.port-taken', { ip: '127.0.0.1', port: 5432 }],
    [
      `Conflict. The container name "/web" is already in use by container "${HOLDER}". You have to remove (or rename) that container`,
      'container.name-taken',
      { name: 'web', holder: HOLDER },
    ],
    ['No such image: nope:latest', 'image.not-found', {}],
    ['pull access denied for x/y, repository does not exist or may require authorization', 'image.pull-denied', {}],
    ['toomanyrequests: You have reached your pull rate limit.', 'image.rate-limited', {}],
    ['mkdir /var/lib/x: no space left on device', 'engine.no-space', {}],
  ])('%s', (words, code, params) => {
    expect(refine(appError('engine.failed', { status: 500 }, words))).toMatchObject({ code, params, detail: words })
  })

  it('leaves the rest alone, in linear time', () => {
    const error = appError('engine.failed', {}, 'something else')
    expect(refine(error)).toBe(error)
    expect(refine('x')).toBe('x')
    const started = performance.now()
    fc.assert(fc.property(fc.string(), (text) => void fromWords(text)))
    fromWords('listen tcp '.repeat(5000))
    fromWords(`name "${'/'.repeat(8000)}`)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
