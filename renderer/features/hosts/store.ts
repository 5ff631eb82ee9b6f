import { create } from 'zustand'
import type { Host, HostProbe, Unfinished } from '../../../shared/contract/hosts.ts'
import { api } from '../../api.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'

type HostsState = {
  /** What a look at every known place showed; null before the first. */
  probes: HostProbe[] | null
  looking: boolean
  /** A try that the user asked for is under way. */
  trying: boolean
  sandbox: { available: boolean; running: boolean }
  /** Lines of the sandbox's start, while it starts. */
  starting: string[] | null
  /** The host for which an unprotected connection is being asked about. */
  asking: Host | null
  /** What would end by going to another host, while that is asked about. */
  leaving: { name: string; unfinished: Unfinished; go: () => void } | null
  /** Node's name of the backend's machine. */
  platform: string
}

export const useHosts = create<HostsState>(() => ({
  probes: null,
  looking: false,
  trying: false,
  sandbox: { available: false, running: false },
  starting: null,
  asking: null,
  leaving: null,
  platform: '',
}))

/** Nothing here may fail silently: what went wrong is told in words. */
function say(error: unknown): void {
  const { text, todo, detail } = errorText(error, t)
  toasts.add({ id: 'hosts', tone: 'bad', title: text, body: detail === null ? todo : `${todo} ${detail}` })
}

/** Looks at every place again; one look at a time. */
export async function look(): Promise<void> {
  if (useHosts.getState().looking) return
  useHosts.setState({ looking: true })
  try {
    const [probes, sandbox, about] = await Promise.all([api().hosts.probe({}), api().hosts.sandbox({}), api().app.about({})])
    useHosts.setState({ probes, sandbox, platform: about.platform })
  } catch (error) {
    say(error)
  } finally {
    useHosts.setState({ looking: false })
  }
}

/** Tries the chosen host again, and looks at the others meanwhile. */
export async function tryAgain(): Promise<void> {
  useHosts.setState({ trying: true })
  try {
    await Promise.all([api().hosts.retry({}), look()])
  } catch (error) {
    say(error)
  } finally {
    useHosts.setState({ trying: false })
  }
}

/** Goes at once where nothing is under way, else after a yes. */
async function leave(name: string, go: () => void): Promise<void> {
  try {
    const unfinished = await api().hosts.unfinished({})
    if (unfinished.terminals.length + unfinished.pulls.length === 0) go()
    else useHosts.setState({ leaving: { name, unfinished, go } })
  } catch (error) {
    say(error)
  }
}

/** Switches to a host. One that is not encrypted is asked about first, then what would end by it. */
export async function switchTo(probe: HostProbe, insecure = false): Promise<void> {
  if (probe.problem === 'insecure' && !insecure) return useHosts.setState({ asking: probe.host })
  useHosts.setState({ asking: null })
  const go = () => api().hosts.use({ id: probe.host.id, insecure }).catch(say)
  const { host } = useWorld.getState().connection
  if (probe.host.id === host?.id && probe.host.address === host.address) await go()
  else await leave(probe.host.name, () => void go())
}

export const startSandbox = (): Promise<void> => leave(t('hosts.source.sandbox'), () => void startAndSwitch())

async function startAndSwitch(): Promise<void> {
  if (useHosts.getState().starting !== null) return
  useHosts.setState({ starting: [] })
  try {
    for await (const line of api().hosts.startSandbox({}))
      useHosts.setState((s) => ({ starting: [...(s.starting ?? []), line].slice(-200) }))
  } catch (error) {
    say(error)
  } finally {
    useHosts.setState({ starting: null })
  }
}
