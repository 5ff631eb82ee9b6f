import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import { toProblem } from './problem.ts'
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
