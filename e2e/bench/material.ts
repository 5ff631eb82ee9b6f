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
