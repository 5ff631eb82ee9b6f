import { createHash } from 'node:crypto'
import { docker } from '../rig/engine.ts'
import { awk, HALF, linesAsBytes, MILLION } from './lines.ts'
import { engine, once } from './shared.ts'

const IMAGE = 'alpine:3.20'

/** A stopped container that logged a million lines, and what they hash to. */
export const million = once(async (): Promise<{ id: string; name: string; hash: string; bytes: number }> => {
  const { host } = await engine()
  const name = 'million'
  const made = await docker(host, 'run', '-d', '--name', name, '--network', 'none', '--log-driver', 'json-file', IMAGE, 'awk', awk(MILLION))
  const code = (await docker(host, 'wait', name)).trim()
  if (code !== '0') throw new Error(`the container that logs a million lines exited with ${code}`)
  const text = linesAsBytes(MILLION, '\n')
  return { id: made.trim(), name, hash: createHash('sha256').update(text).digest('hex'), bytes: text.length - MILLION }
})

/** A running container with 52 MB of lines in `/big.txt`. */
export const bigFile = once(async (): Promise<{ id: string; name: string; file: string }> => {
  const { host } = await engine()
  const [name, file] = ['big-file', '/big.txt']
  const made = await docker(host, 'run', '-d', '--name', name, '--network', 'none', IMAGE, 'sleep', '100000')
  await docker(host, 'exec', name, 'sh', '-c', `awk '${awk(HALF).replaceAll("'", "'\\''")}' > ${file}`)
  return { id: made.trim(), name, file }
})

/** A stopped container that logged so many of the same lines. */
export async function thousands(count: number): Promise<{ id: string }> {
  const { host } = await engine()
  const made = await docker(host, 'run', '-d', '--network', 'none', '--log-driver', 'json-file', IMAGE, 'awk', awk(count))
  const id = made.trim()
  await docker(host, 'wait', id)
  return { id }
}

/** `line N …`, 107 bytes with its newline: as many a second as the clock says there should be, looked at every 20 ms. */
const talk = (rate: number) => `BEGIN{
  getline now < "/proc/uptime"; close("/proc/uptime"); split(now, t, " "); from = t[1]; n = 0
  for(;;){
    getline now < "/proc/uptime"; close("/proc/uptime"); split(now, t, " "); due = (t[1] - from) * ${String(rate)}
    while(n < due){printf "line %09d user=%05d path=/api/v1/items/%06d status=200 dur_ms=%03d msg=\\"all is well with this one\\"\\n",n,n%99991,(n*7)%999983,n%1000;n++}
    fflush(); system("usleep 20000")
  }}`

/** A container that logs so many lines a second, until it is stopped. */
export async function talker(rate: number): Promise<{ id: string; stop(): Promise<void> }> {
  const { host } = await engine()
  const made = await docker(host, 'run', '-d', '--network', 'none', '--log-opt', 'max-size=200m', IMAGE, 'awk', talk(rate))
  const id = made.trim()
  return { id, stop: async () => void (await docker(host, 'rm', '-f', id)) }
}
