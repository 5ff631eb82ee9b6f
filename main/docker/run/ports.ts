import { createServer, isIP } from 'node:net'
import type { PortCheck, Publish } from '../../../shared/contract/run.ts'
import type { Engine } from '../engine.ts'

type Listed = { Names?: string[]; Ports?: { IP?: string; PublicPort?: number; Type?: string }[] | null }
type Taken = { ip: string; port: number; protocol: string; holder: string }

/** How many ports above a taken one are looked at for a free one. */
const REACH = 100

/** Whether each port can be published: asked of the engine's containers, and of the machine when the engine is on it. */
export async function checkPorts(engine: Engine, ports: Publish[], signal: AbortSignal): Promise<PortCheck[]> {
  const listed = await engine.call<Listed[]>({ path: '/containers/json', signal })
  const taken = listed.flatMap((c) => (c.Ports ?? []).flatMap((p) => (p.PublicPort === undefined ? [] : [toTaken(c, p)])))
  const local = /^(unix|npipe):/.test(engine.host.address)
  return Promise.all(ports.map((port, index) => check(port, [...taken, ...others(ports, index)], local)))
}

const toTaken = (c: Listed, p: { IP?: string; PublicPort?: number; Type?: string }): Taken => ({
  ip: p.IP ?? '',
  port: p.PublicPort ?? 0,
  protocol: p.Type ?? 'tcp',
  holder: c.Names?.[0]?.replace(/^\//, '') ?? '?',
})

/** Rows above in the same form hold their ports too. */
const others = (ports: Publish[], index: number): Taken[] =>
  ports.slice(0, index).flatMap((p) => (p.host === null ? [] : [{ ip: p.ip, port: p.host, protocol: p.protocol, holder: '' }]))

async function check(port: Publish, taken: Taken[], local: boolean): Promise<PortCheck> {
  if (port.host === null) return { state: 'free', holder: '', free: null }
  const state = await look(port, port.host, taken, local)
  if (state.state === 'free' || state.state === 'unknown') return { ...state, free: null }
  for (let next = port.host + 1; next <= Math.min(65535, port.host + REACH); next++) {
    if ((await look(port, next, taken, local)).state === 'free') return { ...state, free: next }
  }
  return { ...state, free: null }
}

async function look(want: Publish, number: number, taken: Taken[], local: boolean): Promise<Omit<PortCheck, 'free'>> {
  const holder = taken.find((t) => t.port === number && t.protocol === want.protocol && overlaps(t.ip, want.ip))
  if (holder !== undefined) return { state: 'container', holder: holder.holder }
  if (!local || want.protocol !== 'tcp') return { state: local ? 'free' : 'unknown', holder: '' }
  return { state: (await canListen(want.ip, number)) ? 'free' : 'process', holder: '' }
}

const isAny = (ip: string): boolean => ip === '' || ip === '0.0.0.0' || ip === '::'
const overlaps = (a: string, b: string): boolean => isAny(a) || isAny(b) || a === b

/**
 * A port under 1024 that only root may open is not "taken": the engine is root. Nor is one of an address that is none, which `listen`
 * would look up as a name: the engine says so when the container is made.
 */
function canListen(ip: string, port: number): Promise<boolean> {
  if (ip !== '' && isIP(ip) === 0) return Promise.resolve(true)
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
    server.listen({ port, host: ip === '' ? '0.0.0.0' : ip, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
