import { readFile } from 'node:fs/promises'
import http from 'node:http'
import https from 'node:https'
import { appError } from '../../shared/errors.ts'
import type { Dial } from '../docker/lib/dial.ts'
import { isLoopback } from './address.ts'
import { addressOf, isInsecure, type Place, type Tls, tlsFiles } from './resolve.ts'
import { sshAgent } from './ssh.ts'

/** A spare connection is closed after this; it saves 0.2 ms on a socket, but a login over SSH. */
const SPARE_MS = 15_000
const CALLS = { keepAlive: true, maxFreeSockets: 2, timeout: SPARE_MS } as const
const STREAMS = { keepAlive: false } as const

export type OpenOptions = {
  env: Record<string, string | undefined>
  /** The user has agreed to a connection to another machine that nothing protects (T29). */
  insecure: boolean
}

/**
 * The way to an engine. Nothing is connected yet.
 * @throws AppError `host.bad-address`, `host.insecure`, `host.tls` (its files cannot be read).
 */
export async function openPlace(at: Place, { env, insecure }: OpenOptions): Promise<Dial> {
  if (at.host.address === '') throw appError('host.bad-address', { context: at.host.name }, `context "${at.host.name}" does not exist`)
  const address = addressOf(at)
  if (isInsecure(address, at.tls) && !at.explicit && !insecure) throw appError('host.insecure', { address: at.host.address })
  switch (address.kind) {
    case 'unix':
    case 'npipe':
      return dial({ socketPath: address.path }, new http.Agent(CALLS), new http.Agent(STREAMS), {
        socketFile: address.kind === 'unix' ? address.path : null,
        local: true,
      })
    case 'ssh': {
      const agents = [sshAgent(address, env, CALLS), sshAgent(address, env, STREAMS)] as const
      return dial({ host: 'docker', port: 80, protocol: 'http' }, ...agents, { socketFile: null, local: false })
    }
    case 'tcp': {
      const { host } = address
      const far = { socketFile: null, local: isLoopback(host) }
      if (at.tls === null)
        return dial({ host, port: address.port ?? 2375, protocol: 'http' }, new http.Agent(CALLS), new http.Agent(STREAMS), far)
      const tls = await readTls(at.tls)
      const agents = [new https.Agent({ ...CALLS, ...tls }), new https.Agent({ ...STREAMS, ...tls })] as const
      return dial({ host, port: address.port ?? 2376, protocol: 'https' }, ...agents, far)
    }
  }
}

function dial(target: Dial['target'], calls: http.Agent, streams: http.Agent, rest: Pick<Dial, 'socketFile' | 'local'>): Dial {
  return {
    target,
    agents: { calls, streams },
    ...rest,
    close() {
      calls.destroy()
      streams.destroy()
    },
  }
}

/** A file that is absent is left out, as the CLI does: then the system's authorities count, or no client certificate is shown. */
async function readTls({ dir, verify }: Tls): Promise<https.AgentOptions> {
  if (dir === null) return { rejectUnauthorized: verify }
  const files = tlsFiles(dir)
  const [ca, cert, key] = await Promise.all([files.ca, files.cert, files.key].map(readIfThere))
  if ((cert === undefined) !== (key === undefined)) throw appError('host.tls', {}, `${dir} holds only one of cert.pem and key.pem`)
  return { rejectUnauthorized: verify, ca: verify ? ca : undefined, cert, key }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw appError('host.tls', {}, (error as Error).message)
  }
}
