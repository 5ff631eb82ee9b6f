import { useEffect, useRef, useState } from 'react'
import { MAX_SOURCES } from '../../../../shared/contract/logs.ts'
import type { LogHost } from '../../../../shared/contract/logs-search.ts'
import { useWorld, type World } from '../../../world/entities.ts'
import { useLogPrefs } from '../prefs.ts'
import { inRange, type LogRange } from '../range/range.ts'
import { followed, LogSession } from '../session.ts'
import { KeptLines } from '../store/kept.ts'
import type { LogTarget } from '../target.ts'
import { Members } from './members.ts'
import { type LogScope, membersOf } from './scope.ts'

type View = {
  /** Another key is another view … */
  key: string
  /** … but under the same name it is one that shows another part, and has what it had of those that are gone. */
  name: string
  scope: LogScope
  /** Those that were chosen; any other scope finds its own. */
  targets: readonly LogTarget[]
  /** The part of the logs that is shown; null: the newest lines. */
  range: LogRange | null
  /** The host it is about, where that was kept with it … */
  host?: LogHost | null | undefined
  /** … and told once it is known. */
  onHost?: ((host: LogHost) => void) | undefined
  /** Told who of the view is there, when that has changed: for whoever keeps the view. */
  onMembers?: ((targets: readonly LogTarget[]) => void) | undefined
}

/** What a view has, whichever part it shows: its name, lines of those that are gone, its host once it is known, who was there last. */
type Held = { name: string; lines: KeptLines<LogTarget>; host: LogHost | null; members: readonly LogTarget[] }

/** How those came that were there before is said again. */
const asTheyCame = (those: readonly LogTarget[], before: readonly LogTarget[]): LogTarget[] =>
  those.map((target) => {
    const as = before.find(({ id }) => id === target.id)?.as
    return as === undefined ? target : { ...target, as }
  })

/** The session of a view, which takes in who joins. Null until it is known who belongs to it. */
export function useLogSession(view: View): LogSession | null {
  const [session, setSession] = useState<LogSession | null>(null)
  const latest = useRef(view)
  latest.current = view
  const kept = useRef<Held | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when it is another view
  useEffect(() => {
    const { scope, targets } = latest.current
    let made: { session: LogSession; members: Members } | null = null
    let told = ''
    const look = (world: World) => {
      if (made === null && scope.kind !== 'chosen' && !(world.loaded.containers && world.connection.state === 'connected')) return
      if (made === null) {
        const { lines, bytes, tail } = useLogPrefs.getState()
        const { range, name } = latest.current
        const about = latest.current.host ?? null
        if (kept.current?.name !== name) kept.current = { name, lines: new KeptLines({ lines, bytes }), host: about, members: [] }
        const held = kept.current
        const others = held.host !== null && held.host.address !== world.connection.host?.address
        // Who belongs to it is known once its own host is chosen.
        if (others && scope.kind !== 'chosen' && held.members.length === 0) return
        // Another host's containers are not the view's, be they called alike.
        const found = () => (others ? held.members : membersOf(scope, world.entities.containers.values()))
        const those = asTheyCame(scope.kind === 'chosen' ? targets.slice(0, MAX_SOURCES) : found(), held.members)
        const gone = held.lines
        const hostOf = () => held.host
        gone.exists = (id) => useWorld.getState().entities.containers.has(id)
        const begun =
          range === null
            ? new LogSession(those, { lines, bytes }, tail, followed(hostOf), { kept: gone, hostOf })
            : inRange(those, { lines, bytes }, range, gone, hostOf)
        made = { session: begun, members: new Members(scope, begun, world, scope.kind === 'chosen' ? targets : [], held.host?.address) }
        setSession(begun)
      }
      made.members.look(world)
      const held = kept.current
      if (held !== null && held.host === null && world.connection.state === 'connected') {
        const { name, address } = world.connection.host
        held.host = { name, address }
        latest.current.onHost?.(held.host)
      }
      if (held === null || world.connection.host?.address !== held.host?.address) return
      const there = made.session.members.filter(({ id }) => world.entities.containers.has(id))
      const ids = there.map(({ id }) => id).join()
      if (there.length === 0 || ids === told) return
      told = ids
      held.members = there
      latest.current.onMembers?.([...there, ...made.session.leftOut])
    }
    look(useWorld.getState())
    const undo = useWorld.subscribe(look)
    return () => {
      undo()
      made?.session.close()
      setSession(null)
    }
  }, [view.key])
  return session
}
