import { create } from 'zustand'

/** What a terminal that is typed into by others must be able to do. */
export type Receiver = { type(data: string): void; pasteClean(clean: string): void; readonly open: boolean }

const receivers = new Map<string, Receiver>()

/** Tabs whose typing goes to each other. In memory only: after a reload nobody types into five shells unawares. */
export const useBroadcast = create<{ members: readonly string[] }>(() => ({ members: [] }))

const members = (): readonly string[] => useBroadcast.getState().members

export function register(tab: string, receiver: Receiver): () => void {
  receivers.set(tab, receiver)
  return () => {
    leave(tab)
    receivers.delete(tab)
  }
}

export function join(tabs: readonly string[]): void {
  const open = tabs.filter((tab) => receivers.get(tab)?.open === true)
  useBroadcast.setState({ members: [...new Set([...members(), ...open])] })
}

export function leave(tab: string): void {
  if (members().includes(tab)) useBroadcast.setState({ members: members().filter((one) => one !== tab) })
}

export const stopBroadcast = (): void => useBroadcast.setState({ members: [] })

/** Those that are over leave. */
export function prune(): void {
  for (const tab of members()) if (receivers.get(tab)?.open !== true) leave(tab)
}

/** All that get what is typed into this one; itself alone when it takes no part. */
export function sharing(tab: string): Receiver[] {
  prune()
  const tabs = members().includes(tab) ? members() : [tab]
  return tabs.flatMap((one) => receivers.get(one) ?? [])
}

/** The terminal's own words about pointer and focus are for its own program only. */
const OWN = /^\x1b\[(?:[IO]$|<[\d;]+[mM]$|M)/
export const isTyping = (data: string): boolean => !OWN.test(data)
