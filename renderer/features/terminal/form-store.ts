import { create } from 'zustand'
import { readStoredJson, writeStored } from '../../stored.ts'
import { useWorld } from '../../world/entities.ts'
import type { DockTab } from '../../world/view.ts'
import type { Draft, Mode } from './form-draft.ts'
import type { ContainerRef } from './params.ts'

export type Opened = { container: ContainerRef; image: string; draft: Draft; modes: readonly Mode[]; instead: DockTab | null }

export const useForm = create<{ form: Opened | null }>(() => ({ form: null }))

const KEY = 'gantry.terminal.form'
/** For want of one the user chose: the first that is on the host, for it works at once and offline, else the first. */
const TOOLBOXES = ['busybox', 'alpine', 'debian', 'ubuntu']
/** Images whose shell is remembered. */
const MAX_SHELLS = 200

type Memory = { shells: Record<string, string>; found: Record<string, readonly string[]>; toolbox: string }

/** Of what is no such memory, by another version or another hand, as much as is. */
function recall(): Memory {
  const kept = readStoredJson(KEY) as Partial<Memory> | null
  const shells = Object.entries(kept?.shells ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const found = Object.entries(kept?.found ?? {}).filter(([, list]) => Array.isArray(list) && list.every((one) => typeof one === 'string'))
  return {
    shells: Object.fromEntries(shells),
    found: Object.fromEntries(found),
    toolbox: typeof kept?.toolbox === 'string' ? kept.toolbox : '',
  }
}

/** The shell of an image and the image of the toolbox, for the next time. */
export function remember(image: string, draft: Draft): void {
  const memory = recall()
  const shells = Object.entries(memory.shells).filter(([key]) => key !== image)
  if (draft.mode === 'shell' && draft.shell.trim() !== '') shells.push([image, draft.shell.trim()])
  const kept = draft.mode === 'shell' ? Object.fromEntries(shells.slice(-MAX_SHELLS)) : memory.shells
  store({ ...memory, shells: kept, toolbox: draft.mode === 'toolbox' ? draft.image.trim() : memory.toolbox })
}

const store = (memory: Memory): void => writeStored(KEY, JSON.stringify(memory))

/** What was found in a container of this image the last time. */
export function shellsOf(image: string): readonly string[] {
  const { found } = recall()
  return Object.hasOwn(found, image) ? (found[image] ?? []) : []
}

export function noteShells(image: string, list: readonly string[]): void {
  const memory = recall()
  const others = Object.entries(memory.found).filter(([key]) => key !== image)
  store({ ...memory, found: Object.fromEntries([...others, [image, [...list]] as const].slice(-MAX_SHELLS)) })
}

/** Opens the form with what the container's state allows; `mode` is chosen where it is among that; what is opened takes the place of `instead`. */
export function openForm(container: ContainerRef, mode?: Mode, instead: DockTab | null = null): void {
  const row = useWorld.getState().entities.containers.get(container.id)
  const image = row?.image ?? ''
  const modes: readonly Mode[] = row?.state === 'running' ? ['shell', 'command', 'attach', 'toolbox'] : ['copy', 'toolbox']
  const { shells, toolbox } = recall()
  const chosen = mode !== undefined && modes.includes(mode) ? mode : (modes[0] ?? 'shell')
  const shell = chosen === 'shell' && Object.hasOwn(shells, image) ? (shells[image] ?? '') : ''
  const draft: Draft = {
    mode: chosen,
    shell,
    command: '',
    user: '',
    workdir: '',
    env: '',
    privileged: false,
    pipes: false,
    readOnly: false,
    detachKeys: '',
    image: toolbox === '' ? defaultToolbox() : toolbox,
    network: false,
    ports: false,
    volumes: false,
  }
  useForm.setState({ form: { container, image, draft, modes, instead } })
}

export const closeForm = (): void => useForm.setState({ form: null })

function defaultToolbox(): string {
  const tags = [...useWorld.getState().entities.images.values()].flatMap((image) => image.tags)
  for (const name of TOOLBOXES) {
    const here = tags.filter((tag) => tag.startsWith(`${name}:`)).toSorted()
    const found = here.find((tag) => tag.endsWith(':latest')) ?? here[0]
    if (found !== undefined) return found
  }
  return 'busybox:latest'
}
