import { request } from 'node:http'
import { socketOf } from '../rig/engine.ts'

/** Created, never started: what a table of thousands is made of. Twelve to a compose project, as they come in the world. */
export async function makeContainers(host: string, count: number): Promise<void> {
  const have = (JSON.parse(await post(host, 'GET', '/containers/json?all=1')) as { Names: string[] }[]).filter((c) =>
    c.Names[0]?.startsWith('/bench-'),
  ).length
  let next = have
  const work = async () => {
    while (next < count) {
      const n = next++
      const project = `project${Math.floor(n / 12)}`
      const body = {
        Image: 'gantry/noshell',
        Labels: { 'com.docker.compose.project': project, 'com.docker.compose.service': `service${n % 12}` },
        HostConfig: { NetworkMode: 'none' },
      }
      await post(host, 'POST', `/containers/create?name=bench-${String(n).padStart(5, '0')}`, body)
    }
  }
  await Promise.all(Array.from({ length: 6 }, work))
}

/** A bare request, for arranging and for anchors: nothing of the app's own client is in it. */
export function post(host: string, method: string, path: string, body?: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { socketPath: socketOf(host), method, path: `/v1.41${path}`, headers: { 'content-type': 'application/json' } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        answer.on('end', () => ((answer.statusCode ?? 500) < 400 ? resolve(text) : reject(new Error(`${method} ${path}: ${text}`))))
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
