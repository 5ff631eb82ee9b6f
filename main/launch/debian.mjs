import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { quietly } from './run.mjs'
import { say, step } from './say.mjs'

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin']

export const findProgram = (name) =>
  FOLDERS.map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** What a full test run needs besides Node: how to tell that it is there, and the Debian package that brings it. */
const NEEDED = [
  [() => findProgram('dockerd'), 'docker.io'],
  [() => findProgram('docker'), 'docker.io'],
  [() => findProgram('docker-registry'), 'docker-registry'],
  [() => process.env.CHROMIUM_PATH ?? findProgram('chromium'), 'chromium'],
  [() => findProgram('busybox'), 'busybox-static'],
  [() => findProgram('ip'), 'iproute2'],
  [() => findProgram('iptables'), 'iptables'],
  [() => findProgram('ps'), 'procps'],
  [() => existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'), 'fonts-dejavu-core'],
  [() => existsSync('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'), 'fonts-noto-color-emoji'],
]

export const missingPackages = () => [...new Set(NEEDED.filter(([there]) => !there()).map(([, name]) => name))]

const isDebian = () => existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
const POLICY = '/usr/sbin/policy-rc.d'

const apt = (note, ...args) =>
  quietly('apt-get', ['-y', '-q', '--no-install-recommends', '-o', 'APT::Sandbox::User=root', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    onLine: note,
  })

/** Installs what is missing, as root on Debian; the services in the packages are not started. */
export const ensurePackages = async () => {
  const names = missingPackages()
  if (names.length === 0) return
  if (process.getuid?.() !== 0 || !isDebian() || !existsSync('/usr/bin/apt-get')) {
    say(`Not installed: ${names.join(', ')}. On Debian: apt-get install ${names.join(' ')}`)
    return
  }
  const ours = !existsSync(POLICY)
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const { code, tail } = await step(`Installing ${names.join(', ')}`, async (note) => {
      await apt(note, 'update')
      return apt(note, 'install', ...names)
    })
    if (code !== 0) say(`${tail}\nSome packages could not be installed; what needs them is skipped.`)
  } finally {
    if (ours) rmSync(POLICY, { force: true })
  }
}
