import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { findProgram } from '../packages.ts'
import { cleanEnv } from '../processes.ts'
import type { Entry } from './tar.ts'

const out = (command: string, args: readonly string[]): string[] =>
  execFileSync(command, args, { encoding: 'utf8', env: cleanEnv(), stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')

const ACCOUNTS: readonly Entry[] = [
  { path: 'etc/passwd', content: 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' },
  { path: 'etc/group', content: 'root:x:0:\nnogroup:x:65534:\n' },
  { path: 'root', folder: true, mode: 0o700 },
  { path: 'tmp', folder: true, mode: 0o1777 },
  { path: 'var/log', folder: true },
]

/** `/etc/os-release` says what the image really is. */
const osRelease = (standsFor: string, madeOf: string): Entry => ({
  path: 'etc/os-release',
  content: `PRETTY_NAME="Gantry sandbox stand-in for ${standsFor}, made of ${madeOf}"\nNAME="Gantry sandbox"\nID=gantry-sandbox\nID_LIKE=debian\n`,
})

/** A complete small system of one static program. `/bin/sh` and some 250 commands are links to it. */
export const busyboxRoot = (standsFor: string): Entry[] => {
  const path = findProgram('busybox') ?? '/bin/busybox'
  const applets = out(path, ['--list']).filter((name) => name !== '' && name !== 'busybox')
  return [
    ...ACCOUNTS,
    osRelease(standsFor, "Debian's busybox"),
    { path: 'bin/busybox', content: readFileSync(path), mode: 0o755 },
    ...applets.map((name): Entry => ({ path: `bin/${name}`, link: 'busybox' })),
    { path: 'usr/bin', folder: true },
    { path: 'usr/bin/env', link: '../../bin/busybox' },
  ]
}

/** Debian packages the ubuntu-like image is copied from, as far as this machine has them. */
const PACKAGES = [
  'bash',
  'coreutils',
  'grep',
  'sed',
  'findutils',
  'gawk',
  'mawk',
  'tar',
  'gzip',
  'hostname',
  'procps',
  'less',
  'ncurses-base',
  'debianutils',
  'dash',
]
const WANTED = /^\/(usr\/)?(bin|sbin)\/|^\/(usr\/lib|lib)\/terminfo\/|^\/usr\/share\/terminfo\//

const packageFiles = (name: string): string[] => {
  try {
    return out('dpkg', ['-L', name]).filter((path) => WANTED.test(path) && existsSync(path) && !lstatSync(path).isDirectory())
  } catch {
    return []
  }
}

/** Shared libraries of many programs at once; ldd ends with 1 when one of them is a script, its output stands. */
const libraries = (programs: readonly string[]): string[] => {
  const { stdout } = spawnSync('ldd', programs, { encoding: 'utf8', env: cleanEnv(), maxBuffer: 1 << 24 })
  return [...new Set([...stdout.matchAll(/(\/\S+) \(0x/g)].flatMap((match) => match[1] ?? []))]
}

/** Everything stands below /usr, as in Debian and Ubuntu since the merge of the folders. */
const place = (path: string): string => {
  const clean = path.replace(/^\/+/, '')
  return clean.startsWith('usr/') ? clean : `usr/${clean}`
}

const copied = (path: string): Entry => {
  if (!lstatSync(path).isSymbolicLink()) return { path: place(path), content: readFileSync(path), mode: lstatSync(path).mode & 0o7777 }
  const target = readlinkSync(path)
  // Alternatives live in /etc, which is not copied: keep what they lead to instead.
  if (!target.startsWith('/etc/')) return { path: place(path), link: target }
  return { path: place(path), content: readFileSync(realpathSync(path)), mode: 0o755 }
}

const PROFILE = `PS1='\\[\\e]0;\\u@\\h: \\w\\a\\]\\u@\\h:\\w\\$ '\n[ -x /usr/bin/ls ] && alias ls='ls --color=auto'\n`

/** bash, the core tools and their libraries, copied from this Debian machine. */
export const bashRoot = (standsFor: string): Entry[] => {
  const files = PACKAGES.flatMap(packageFiles)
  const programs = files.filter((path) => /bin\//.test(path) && !lstatSync(path).isSymbolicLink())
  const libs = libraries(programs).map((path): Entry => ({ path: place(path), content: readFileSync(realpathSync(path)), mode: 0o755 }))
  const folders = ['bin', 'sbin', 'lib', ...(existsSync('/lib64') ? ['lib64'] : [])]
  return [
    ...folders.flatMap((name): Entry[] => [
      { path: `usr/${name}`, folder: true },
      { path: name, link: posix.join('usr', name) },
    ]),
    ...ACCOUNTS,
    osRelease(standsFor, "this machine's Debian packages"),
    ...files.filter((path) => dirname(path) !== '/').map(copied),
    ...libs,
    { path: 'usr/bin/sh', link: existsSync('/usr/bin/dash') || existsSync('/bin/dash') ? 'dash' : 'bash' },
    { path: 'root/.bashrc', content: PROFILE },
    { path: 'etc/bash.bashrc', content: PROFILE },
  ]
}
