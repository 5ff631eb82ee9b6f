import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { machine } from '../lib/processes.ts'
import { type Entry, Ledger } from './ledger.ts'

let dataDir = ''
let folder = ''
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-ledger-'))
  folder = join(dataDir, 'terminals')
  await mkdir(folder)
})
afterEach(() => rm(dataDir, { recursive: true }))

const entry = (digit: string): Entry => ({
  id: digit.repeat(32),
  host: 'unix:///here',
  container: 'c'.repeat(64),
  exec: 'e'.repeat(64),
  pid: 7,
  starter: 'sh',
  name: 'web',
  program: 'sh',
  since: 1,
})
const GONE = { pid: 4_190_000, started: '1', machine: machine() }
const leave = (name: string, entries: unknown[], owner: object = GONE) => writeFile(join(folder, name), JSON.stringify({ owner, entries }))
const ids = async (ledger: Ledger) => (await ledger.left()).map(({ id }) => id[0]).sort()

test('whoever asks at the same time is told the same', async () => {
  await leave('1.json', [entry('1'), entry('2')])
  await leave('2.json', [entry('3')])
  const ledger = new Ledger(dataDir)
  const told = await Promise.all([ids(ledger), ids(ledger), ids(ledger)])
  for (const one of told) expect(one).toEqual(['1', '2', '3'])
  await ledger.forget('2'.repeat(32))
  expect(await ids(ledger)).toEqual(['1', '3'])
  // They are this run's now, and outlive its crash.
  await ledger.close()
  expect((await readdir(folder)).filter((name) => /^[12]\.json$/.test(name))).toEqual([])
  expect(await readdir(folder)).toHaveLength(1)
})

test('an entry that cannot be understood hides none of the others', async () => {
  await leave('1.json', [entry('1'), { ...entry('2'), exec: 'damaged' }, null, entry('3')])
  expect(await ids(new Ledger(dataDir))).toEqual(['1', '3'])
})

test('what a process of another machine or a living one wrote is left to it', async () => {
  await leave('1.json', [entry('1')], { ...GONE, machine: 'elsewhere' })
  await leave('2.json', [entry('2')], { pid: process.pid, started: '' })
  await leave('3.json', [entry('3')], { pid: GONE.pid, started: '1' })
  expect(await ids(new Ledger(dataDir))).toEqual(['3'])
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['1.json', '2.json']))
})

test('what was left half written goes, unless it may be being written', async () => {
  await writeFile(join(folder, '1.json.new'), '{')
  await writeFile(join(folder, '2.json.new'), '{')
  await utimes(join(folder, '1.json.new'), 0, 0)
  await new Ledger(dataDir).left()
  expect(await readdir(folder)).toEqual(['2.json.new'])
})
