import { getEventListeners } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { never, terminalRig } from '../../../e2e/rig/terminal-rig.ts'
import type { OpenTerminal } from '../../../shared/contract/terminal.ts'
import { ownerLabel } from './owner.ts'
import type { TestScreen } from './test-screen.ts'

/** Opens and closes; `GANTRY_SOAK=1000` for the full thousand, which takes some minutes, says what it counted, and wants the engine for itself. */
const SOAK = Number(process.env['GANTRY_SOAK'] ?? 100)
const AT_ONCE = 4
const rig = terminalRig('soak')
const { docker, run, create, close, show, live, helpers, processes } = rig

type Targets = { running: string; attachable: string; stopped: string }

/** Every kind, the shells most often; what is typed into each is still at work when it is closed. */
function kindOf(index: number, { running, attachable, stopped }: Targets): Pick<OpenTerminal, 'container' | 'kind' | 'command' | 'image'> {
  if (index % 50 === 49) return { container: stopped, kind: 'copy' }
  if (index % 10 === 9) return { container: running, kind: 'toolbox', image: 'alpine:3.20' }
  if (index % 10 === 8) return { container: attachable, kind: 'attach' }
  if (index % 10 === 7) return { container: running, kind: 'command', command: ['sleep', '998'] }
  if (index % 10 === 6) return { container: running, kind: 'command', command: ['true'] }
  return { container: running, kind: 'shell' }
}

async function work(screen: TestScreen, sleeps: boolean): Promise<void> {
  await screen.type(sleeps ? 'sh -c "echo up-$((1+1)); exec sleep 999"\r' : 'top\r')
  await screen.untilText(sleeps ? 'up-2' : 'Mem:')
}

async function once(index: number, targets: Targets): Promise<void> {
  const session = await rig.on.open({ ...kindOf(index, targets), cols: 80, rows: 24 }, never)
  const screen = await show(session)
  await live(screen)
  if (session.kind !== 'attach' && session.kind !== 'command') await work(screen, index % 2 === 0)
  expect(await close(session)).toEqual({ ended: true })
  await screen.done
}

/** All that a session could leave, here and on the engine. */
async function count({ running, attachable, stopped }: Targets) {
  // With what ended and was never reaped, and what a toolbox left in the target's own count of processes.
  const seen = async (id: string) => (await docker('exec', id, 'ps')).trim().split('\n').length - 2
  const execs = async (id: string) =>
    (await rig.engine.call<{ ExecIDs: string[] | null }>({ path: `/containers/${id}/json` })).ExecIDs?.length ?? 0
  const images = docker('images', '-aq', '--filter', `label=dev.gantry.toolbox=${ownerLabel()}`, '--no-trunc')
  return {
    processes: [(await processes(running)).length, (await processes(attachable)).length],
    seen: [await seen(running), await seen(attachable)],
    execs: [await execs(running), await execs(attachable)],
    helpers: [await helpers(running), await helpers(stopped)],
    images: (await images).split('\n').filter(Boolean).length,
    listeners: getEventListeners(never, 'abort').length,
    ledger: await readdir(join(rig.dataDir, 'terminals')).catch(() => []),
    sessions: rig.terminals.running().length,
  }
}

const descriptors = async () => (await readdir('/proc/self/fd')).length
type Info = { NFd: number; NGoroutines: number }

it(
  `of ${String(SOAK)} terminals, opened and closed, nothing is left: no process, zombie, exec, container, image, listener or descriptor`,
  async () => {
    const targets: Targets = {
      running: await run('alpine:3.20', 'sleep', '10000'),
      attachable: await run('-it', 'alpine:3.20', 'cat'),
      stopped: await create('alpine:3.20', 'true'),
    }
    for (const index of [0, 8, 9, 49]) await once(index, targets)
    const clean = { processes: [1, 1], execs: [0, 0], helpers: [[], []], images: 0, ledger: [], sessions: 0 }
    await expect.poll(() => count(targets), { timeout: 10_000 }).toMatchObject(clean)
    const [before, open, began] = [await count(targets), await descriptors(), performance.now()]
    const engineBefore = await rig.engine.call<Info>({ path: '/info' })
    let next = 0
    const worker = async () => {
      for (let index = next++; index < SOAK; index = next++) await once(index, targets)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    const took = performance.now() - began
    // The engine forgets an exec a moment after it ended.
    const same = { ...clean, listeners: before.listeners }
    await expect.poll(() => count(targets), { timeout: 10_000 }).toMatchObject(same)
    // A shell that gets no turn for half a second leaves what it should have reaped: one in a hundred on a machine that is beset.
    for (const seen of (await count(targets)).seen) expect(seen).toBeLessThanOrEqual(1 + SOAK / 50)
    await expect.poll(descriptors, { timeout: 10_000 }).toBeLessThanOrEqual(open + AT_ONCE)
    if (process.env['GANTRY_SOAK'] === undefined) return
    const after = { ...(await count(targets)), descriptors: [open, await descriptors()] }
    // The engine's own, where no other test works on it: each exec it forgot to let go holds one.
    const { NFd, NGoroutines } = await rig.engine.call<Info>({ path: '/info' })
    const engines = { descriptors: [engineBefore.NFd, NFd], goroutines: [engineBefore.NGoroutines, NGoroutines] }
    process.stdout.write(`${String(SOAK)} in ${(took / 1000).toFixed(1)} s; left: ${JSON.stringify({ ...after, engine: engines })}\n`)
    expect(NGoroutines - engineBefore.NGoroutines).toBeLessThan(Math.max(10, SOAK / 40))
  },
  60_000 + SOAK * 1200,
)
