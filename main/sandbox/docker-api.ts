import { type IncomingMessage, request } from 'node:http'
import { appError } from '../../shared/errors.ts'

type Body = Buffer | object | undefined

/** The few calls the seeds need, straight to the private socket, under the oldest API version we support. */
export type DockerApi = {
  call(method: string, path: string, body?: Body): Promise<unknown>
  /** The raw answer, for streams. The caller destroys it. */
  open(method: string, path: string, body?: Body): Promise<IncomingMessage>
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export const readAll = async (response: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const open = (socketPath: string, method: string, path: string, body: Body): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const payload = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
    const type = Buffer.isBuffer(body) ? 'application/x-tar' : 'application/json'
    const headers = payload === undefined ? {} : { 'Content-Type': type, 'Content-Length': payload.length }
    const req = request({ socketPath, method, path: path === '/_ping' ? path : `/v1.41${path}`, headers }, resolve)
    req.once('error', reject)
    req.end(payload)
  })

/** A client of one engine. Answers of 400 and above, and errors inside a progress stream, reject with `sandbox.failed`. */
export const dockerApi = (socketPath: string): DockerApi => ({
  open: (method, path, body) => open(socketPath, method, path, body),
  call: async (method, path, body) => {
    const response = await open(socketPath, method, path, body)
    const text = (await readAll(response)).toString()
    const status = response.statusCode ?? 0
    if (status >= 400) throw appError('sandbox.failed', { request: `${method} ${path}`, status }, text)
    const problem = /\{"errorDetail".*\}/.exec(text)
    if (problem !== null) throw appError('sandbox.failed', { request: `${method} ${path}` }, problem[0])
    return parse(text)
  },
})
