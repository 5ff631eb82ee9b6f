import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { appError } from '../../../shared/errors.ts'
import { type Image, MANIFEST_TYPE, manifestOf } from './image.ts'

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders }

const send = (agent: Agent, registry: string, method: string, path: string, type?: string, body?: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const [host, port] = registry.split(':')
    const headers = { ...(type === undefined ? {} : { 'Content-Type': type }), 'Content-Length': body?.length ?? 0 }
    const req = request({ agent, host, port, method, path, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
    })
    req.once('error', reject)
    req.end(body)
  })

/** Pushes an image as `names` (`library/alpine:3.20`), by the registry HTTP API V2, each blob in one piece. */
export const push = async (registry: string, image: Image, names: readonly string[]): Promise<void> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 })
  const { manifest, blobs } = manifestOf(image)
  const must = async (expected: number, method: string, path: string, type?: string, body?: Buffer): Promise<Answer> => {
    const answer = await send(agent, registry, method, path, type, body)
    if (answer.status !== expected) throw appError('sandbox.failed', { reason: 'push', path, status: answer.status })
    return answer
  }
  const upload = async (repository: string, digest: string, data: Buffer): Promise<void> => {
    const known = await send(agent, registry, 'HEAD', `/v2/${repository}/blobs/${digest}`)
    if (known.status === 200) return
    const started = await must(202, 'POST', `/v2/${repository}/blobs/uploads/`)
    const url = new URL(started.headers.location ?? '', `http://${registry}`)
    url.searchParams.set('digest', digest)
    await must(201, 'PUT', `${url.pathname}${url.search}`, 'application/octet-stream', data)
  }
  try {
    for (const name of names) {
      const colon = name.lastIndexOf(':')
      const repository = name.slice(0, colon)
      for (const blob of blobs) await upload(repository, blob.digest, blob.data)
      await must(201, 'PUT', `/v2/${repository}/manifests/${name.slice(colon + 1)}`, MANIFEST_TYPE, manifest)
    }
  } finally {
    agent.destroy()
  }
}
