import { type CopyKeeps, DETACH_KEYS, type OpenTerminal } from '../../../shared/contract/terminal.ts'
import { parseReference } from '../../../shared/reference.ts'
import { splitWords } from '../../../shared/shell-words.ts'

export type Mode = 'shell' | 'command' | 'attach' | 'toolbox' | 'copy'
/** The form as it is typed. */
export type Draft = {
  mode: Mode
  shell: string
  command: string
  user: string
  workdir: string
  /** `NAME=value`, one a line. */
  env: string
  privileged: boolean
  /** Plain pipes instead of a terminal. */
  pipes: boolean
  readOnly: boolean
  detachKeys: string
  image: string
  /** Of a copy. */
  network: boolean
  ports: boolean
  volumes: boolean
}
export type FormFault = 'shell' | 'command' | 'user' | 'workdir' | 'env' | 'detachKeys' | 'image'
/** What of it goes to `terminal.open`. */
export type TerminalOptions = Pick<OpenTerminal, 'command' | 'shell' | 'exec' | 'readOnly' | 'detachKeys' | 'image' | 'keep'>

const WORD = /^[^\0\s-][^\0\s]*$/

/** Reads the fields of the chosen mode; the others do not count, whatever stands in them. With faults the options are not whole. */
export function readDraft(draft: Draft): { options: TerminalOptions; faults: FormFault[] } {
  const options: TerminalOptions = {}
  const faults: FormFault[] = []
  const { mode } = draft
  const [shell, user, workdir, image, keys] = [draft.shell, draft.user, draft.workdir, draft.image, draft.detachKeys].map((text) =>
    text.trim(),
  ) as [string, string, string, string, string]
  if (mode === 'attach') {
    if (draft.readOnly) options.readOnly = true
    if (keys !== '' && !DETACH_KEYS.test(keys)) faults.push('detachKeys')
    return { options: keys === '' ? options : { ...options, detachKeys: keys }, faults }
  }
  if (mode === 'command') {
    const command = splitWords(draft.command)
    if (command === null || command.length === 0) faults.push('command')
    else options.command = command
  } else if (shell !== '') {
    if (!WORD.test(shell)) faults.push('shell')
    options.shell = shell
  }
  if (mode === 'toolbox') {
    if (parseReference(image) === null) faults.push('image')
    options.image = image
  }
  const keep = keepOf(draft)
  if (mode === 'copy' && Object.keys(keep).length > 0) options.keep = keep
  if (user !== '' && !WORD.test(user)) faults.push('user')
  if (workdir !== '' && !workdir.startsWith('/')) faults.push('workdir')
  const env = readEnv(draft.env)
  if (env === null) faults.push('env')
  const privileged = draft.privileged && (mode === 'shell' || mode === 'command')
  const exec = {
    ...(user === '' ? {} : { user }),
    ...(workdir === '' ? {} : { workdir }),
    ...(env === null || env.length === 0 ? {} : { env }),
    ...(privileged ? { privileged } : {}),
    ...(draft.pipes ? { tty: false } : {}),
  }
  return { options: Object.keys(exec).length === 0 ? options : { ...options, exec }, faults }
}

const keepOf = ({ network, ports, volumes }: Draft): CopyKeeps => ({
  ...(network ? { network } : {}),
  ...(network && ports ? { ports } : {}),
  ...(volumes ? { volumes } : {}),
})

/** Split at the first `=`; null when a line has none or no name. */
function readEnv(text: string): { name: string; value: string }[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.some((line) => line.indexOf('=') < 1)) return null
  return lines.map((line) => ({ name: line.slice(0, line.indexOf('=')).trim(), value: line.slice(line.indexOf('=') + 1) }))
}
