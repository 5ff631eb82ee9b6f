import { readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** When a process started, in the kernel's ticks; '' where it cannot be known. A process id comes round, this does not. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''
  } catch {
    return ''
  }
}

function lives(text: string): boolean {
  const [pid = 0, started = ''] = text.split(' ').map((word, i) => (i === 0 ? Number(word) : word)) as [number?, string?]
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return started === '' || startOf(pid) === started
}

/** Makes this process the only one that writes into the folder. False: another one that lives does. Rejects with the system's error. */
export async function own(dir: string): Promise<boolean> {
  const file = join(dir, 'owner')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  for (let tries = 0; ; tries++) {
    try {
      await writeFile(file, `${String(process.pid)} ${startOf(process.pid)}`, { mode: 0o600, flag: 'wx' })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 2) throw error
    }
    if (lives(await readFile(file, 'utf8').catch(() => ''))) return false
    await rm(file, { force: true })
  }
}

export const disown = (dir: string): Promise<void> => rm(join(dir, 'owner'), { force: true }).catch(() => undefined)
