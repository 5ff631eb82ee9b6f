import { closeSync, openSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { appError } from '../../shared/errors.ts'
import type { Namespace } from './namespace.ts'
import { until } from './processes.ts'

const config = (dir: string, port: number): string => `version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: ${JSON.stringify(join(dir, 'registry'))}
  delete:
    enabled: true
http:
  addr: 127.0.0.1:${String(port)}
  secret: sandbox
`

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const req = request({ host: '127.0.0.1', port, path: '/v2/', agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    req.once('error', () => resolve(false))
    req.end()
  })

/** Starts Debian's registry inside the namespace on `port`; resolves when it answers through the forwarded port. */
export const startRegistry = async (namespace: Namespace, dir: string, port: number): Promise<void> => {
  await mkdir(join(dir, 'registry'), { recursive: true })
  const file = join(dir, 'registry.yml')
  await writeFile(file, config(dir, port))
  const out = openSync(join(dir, 'registry.log'), 'a')
  namespace.spawn('docker-registry', ['serve', file], { stdio: ['ignore', out, out] })
  closeSync(out)
  if (!(await until(() => answers(port), 20_000, 50))) throw appError('sandbox.failed', { reason: 'registry' }, `see ${dir}/registry.log`)
}
