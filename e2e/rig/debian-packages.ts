import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../main/sandbox/processes.ts'

const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gantry-rig')
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** The mirror this machine is set up for, so that the rig names none. */
const mirror = (): string => {
  const folder = '/etc/apt/sources.list.d'
  const files = ['/etc/apt/sources.list', ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [])]
  const text = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n')
  const found = /^(?:URIs:|deb)\s+(?:\[[^\]]*\]\s+)?(\S+\/debian)\/?(?:\s|$)/m.exec(text)?.[1]
  if (found === undefined) throw new Error('no Debian mirror is configured on this machine')
  return found
}

/** An apt of its own: lists, cache and sources in `folder`; the system's stay as they are. */
const privateApt = async (folder: string, suite: string, knowsSystem: boolean): Promise<(...args: string[]) => Promise<string>> => {
  for (const name of ['state/lists/partial', 'cache/archives/partial']) await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, 'sources.list'), `deb [signed-by=${KEYRING}] ${mirror()} ${suite} main\n`)
  await writeFile(join(folder, 'status'), '')
  const lines = [
    `Dir::State "${folder}/state";`,
    `Dir::State::status "${knowsSystem ? '/var/lib/dpkg/status' : `${folder}/status`}";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Etc::SourceList "${folder}/sources.list";`,
    'Dir::Etc::SourceParts "/dev/null";',
    'Acquire::Languages "none";',
    'Acquire::Retries "0";',
    'Acquire::http::Timeout "10";',
    'APT::Sandbox::User "root";',
    'APT::Install-Recommends "false";',
    // The minimal images' hook empties the cache right after a download.
    '#clear DPkg::Post-Invoke;',
  ]
  const file = join(folder, 'apt.conf')
  await writeFile(file, `${lines.join('\n')}\n`)
  // `download` writes into the current folder, `install --download-only` into the cache: make them one.
  const script = 'cd "$1" && shift && exec apt-get "$@"'
  return (...args) =>
    run('sh', ['-c', script, 'sh', join(folder, 'cache/archives'), '-c', file, '-y', '-q', ...args], { ...process.env, LC_ALL: 'C.UTF-8' })
}

type Wanted = {
  readonly name: string
  readonly suite: string
  readonly packages: readonly string[]
  /** true: also what they depend on and this system lacks. */
  readonly withDependencies?: boolean
}

/** Downloads Debian packages and unpacks them into a folder of the cache, without installing anything. Resolves with the folder. */
export const unpackedPackages = async ({ name, suite, packages, withDependencies = false }: Wanted): Promise<string> => {
  const target = join(CACHE, name)
  if (existsSync(target)) return target
  await mkdir(CACHE, { recursive: true })
  const work = await mkdtemp(join(CACHE, '.fetch-'))
  try {
    const apt = await privateApt(work, suite, withDependencies)
    await apt('update')
    await apt(...(withDependencies ? ['install', '--download-only'] : ['download']), ...packages)
    const archives = join(work, 'cache/archives')
    for (const file of readdirSync(archives)) if (file.endsWith('.deb')) await run('dpkg', ['-x', join(archives, file), join(work, 'root')])
    // Two runs may fetch at once: the first to finish wins.
    if (!existsSync(target)) await rename(join(work, 'root'), target).catch(() => undefined)
    return target
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
