import { expect, test } from 'vitest'
import { OpenTerminal } from '../../../shared/contract/terminal.ts'
import { type Draft, readDraft } from './form-draft.ts'

const empty: Draft = {
  mode: 'shell',
  shell: '',
  command: '',
  user: '',
  workdir: '',
  env: '',
  privileged: false,
  pipes: false,
  readOnly: false,
  detachKeys: '',
  image: '',
  network: false,
  ports: false,
  volumes: false,
}
const read = (change: Partial<Draft>) => readDraft({ ...empty, ...change })
const ID = 'a'.repeat(64)

test('an empty form is the one-click shell', () => {
  expect(read({})).toEqual({ options: {}, faults: [] })
})

test('what is typed goes to the engine, and only what the chosen mode knows', () => {
  const all = {
    shell: ' zsh ',
    command: `sh -c 'echo "a  b"'`,
    user: '1000:1000',
    workdir: '/srv',
    env: 'A=b=c\n\nEMPTY=\n',
    privileged: true,
    readOnly: true,
    detachKeys: 'ctrl-x,x',
    image: 'busybox',
    network: true,
    ports: true,
    volumes: true,
  }
  const env = [
    { name: 'A', value: 'b=c' },
    { name: 'EMPTY', value: '' },
  ]
  const exec = { user: '1000:1000', workdir: '/srv', env }
  expect(read({ ...all, mode: 'shell' }).options).toEqual({ shell: 'zsh', exec: { ...exec, privileged: true } })
  expect(read({ ...all, mode: 'command' }).options).toEqual({ command: ['sh', '-c', 'echo "a  b"'], exec: { ...exec, privileged: true } })
  expect(read({ ...all, mode: 'attach' }).options).toEqual({ readOnly: true, detachKeys: 'ctrl-x,x' })
  expect(read({ ...all, mode: 'toolbox' }).options).toEqual({ shell: 'zsh', image: 'busybox', exec })
  expect(read({ ...all, mode: 'copy' }).options).toEqual({ shell: 'zsh', exec, keep: { network: true, ports: true, volumes: true } })
  // Ports are the network's.
  expect(read({ mode: 'copy', ports: true }).options).toEqual({})
  expect(read({ mode: 'command', command: 'cat', pipes: true }).options).toEqual({ command: ['cat'], exec: { tty: false } })
  expect(read({ mode: 'attach', pipes: true }).options).toEqual({})
  for (const mode of ['shell', 'command', 'attach', 'toolbox', 'copy'] as const)
    expect(OpenTerminal.safeParse({ container: ID, kind: mode, cols: 80, rows: 24, ...read({ ...all, mode }).options }).success).toBe(true)
})

test.each<[Partial<Draft>, string]>([
  [{ shell: '-c' }, 'shell'],
  [{ mode: 'command' }, 'command'],
  [{ mode: 'command', command: `echo "open` }, 'command'],
  [{ user: 'two words' }, 'user'],
  [{ workdir: 'relative' }, 'workdir'],
  [{ env: 'NOVALUE' }, 'env'],
  [{ env: '=x' }, 'env'],
  [{ mode: 'attach', detachKeys: 'ctrl-1' }, 'detachKeys'],
  [{ mode: 'attach', detachKeys: 'ctrl-x,,y' }, 'detachKeys'],
  [{ mode: 'attach', detachKeys: 'ctrl-x ctrl-y' }, 'detachKeys'],
  [{ mode: 'toolbox', image: 'NOT AN IMAGE' }, 'image'],
])('%j is told at its field', (change, fault) => {
  expect(read(change).faults).toEqual([fault])
})

test('everything that is wrong is told at once', () => {
  expect(read({ mode: 'toolbox', shell: '-c', image: '', user: 'two words', workdir: 'here', env: 'X' }).faults).toEqual([
    'shell',
    'image',
    'user',
    'workdir',
    'env',
  ])
})
