import { beforeEach, expect, test } from 'vitest'
import { commandOf, isPlain, noteCommand, paramsOf, type TerminalParams, wanted } from './params.ts'

const container = { id: 'a'.repeat(64), name: 'web' }
const tab = (params: unknown) => ({ id: 't', kind: 'terminal', title: 'web', params })
const params = (more: Partial<TerminalParams>): TerminalParams => ({
  container,
  kind: 'shell',
  program: '',
  like: null,
  session: null,
  ...more,
})

beforeEach(() => noteCommand('t', null))

test('what a tab keeps says nothing of what was typed to open it', () => {
  const kept = { container, kind: 'command', session: 's', like: 's', command: ['psql', '-psecret'] }
  const options = { exec: { env: [{ name: 'TOKEN', value: 'secret' }] } }
  expect(paramsOf(tab({ ...kept, options }))).toEqual({ container, kind: 'command', program: '', session: 's', like: 's' })
  expect(paramsOf(tab(null))).toEqual({ container: { id: '', name: '' }, kind: 'shell', program: '', like: null, session: null })
})

test('a shell by one click and an attach are opened by their kind, all else as the session before was', () => {
  expect(wanted('t', params({}))).toEqual({ open: { container: container.id, kind: 'shell' } })
  expect(wanted('t', params({ kind: 'attach' }))).toEqual({ open: { container: container.id, kind: 'attach' } })
  expect(wanted('t', params({ like: 's' }))).toEqual({ again: 's' })
  expect(wanted('t', params({ kind: 'toolbox', like: 's' }))).toEqual({ again: 's' })
})

test('a command is known to this page until a session has it; after a reload only the user can say it', () => {
  noteCommand('t', ['id', '-u'])
  expect(wanted('t', params({ kind: 'command' }))).toEqual({ open: { container: container.id, kind: 'command', command: ['id', '-u'] } })
  noteCommand('t', null)
  expect(commandOf('t')).toBeUndefined()
  expect(wanted('t', params({ kind: 'command' }))).toBeNull()
  expect(isPlain(params({ kind: 'command' }))).toBe(false)
})
