import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { at, out, quietly } from './run.mjs'
import { say, step } from './say.mjs'

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Whether every package of the lockfile that this platform must have is there in its version. */
export const isInstalled = () => {
  const hidden = read(at('node_modules', '.package-lock.json'))
  if (hidden === '') return false
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
  const present = JSON.parse(hidden).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, os, cpu }]) =>
      path === '' || optional || devOptional || os !== undefined || cpu !== undefined || present[path]?.version === version,
  )
}

const npm = () => {
  const script = process.env.npm_execpath
  if (script !== undefined && /\.c?js$/.test(script)) return [process.execPath, [script]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}

/** Installs the locked packages, without running a script of theirs, unless they are there. */
export const ensureInstalled = async () => {
  if (isInstalled()) return
  const [command, first] = npm()
  const { code, tail } = await step('Installing packages', (note) =>
    quietly(command, [...first, 'ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=http'], {
      onLine: (line) => note(line.replace(/^npm http \S+ /, '')),
    }),
  )
  if (code === 0) return
  say(tail)
  throw new Error('npm ci failed: see above.')
}

const SOURCES = ['shared', 'main', 'preload', 'renderer', 'vite.config.ts', 'package-lock.json', 'package.json', 'tsconfig.json']

/** A fingerprint of names, sizes and times of the sources: also a removed file makes it differ. */
const fingerprint = () => {
  const hash = createHash('sha1')
  const visit = (path) => {
    const stat = statSync(at(path), { throwIfNoEntry: false })
    if (stat === undefined) return
    if (stat.isDirectory()) for (const name of readdirSync(at(path)).sort()) visit(`${path}/${name}`)
    else if (!/\.test\.tsx?$/.test(path)) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`)
  }
  SOURCES.forEach(visit)
  return hash.digest('hex')
}

const STAMP = out('.built')

/** Builds `out/` when a source changed since the last build. */
export const ensureBuilt = async () => {
  const now = fingerprint()
  if (read(STAMP) === now) return
  rmSync(STAMP, { force: true })
  const { code, tail } = await step('Building', (note) =>
    quietly(process.execPath, [at('node_modules/vite/bin/vite.js'), 'build', '--app'], { onLine: note }),
  )
  if (code !== 0 || !existsSync(out('main'))) {
    say(tail)
    throw new Error('The build failed: see above.')
  }
  mkdirSync(out(), { recursive: true })
  writeFileSync(STAMP, now)
}

export const prepare = async () => {
  await ensureInstalled()
  await ensureBuilt()
}
