import { expect, it } from 'vitest'
import { LOGS, logRig } from '../../../e2e/rig/log-rig.ts'
import { type Read, records } from '../../../e2e/rig/logs.ts'
import { Notice } from '../../../shared/log-batch.ts'

const rig = logRig('held')
const COUNT = 8000
const PAD = 'x'.repeat(70)
const SAYS = `i=0; while [ $i -lt ${String(COUNT)} ]; do echo line $i ${PAD}; i=$((i+1)); done; sleep 600`
const text = (i: number) => `line ${String(i)} ${PAD}`

/** A line as the engine sends it: with its stamp, in a frame. */
function framed({ stamp, text: line }: Read): string {
  const [sec = '', nano = ''] = stamp.split('.')
  const message = `${new Date(Number(sec) * 1000).toISOString().slice(0, 19)}.${nano}Z ${line}\n`
  return `\u0001${'\0'.repeat(6)}${String.fromCharCode(message.length)}${message}`
}

it('one that was held back while its container was killed, and whose reading the engine ended early, has all before it says so', async () => {
  const id = await rig.start(SAYS)
  const whole = rig.follow([id])
  await whole.until((all) => all.some((r) => r.text === text(COUNT - 1)))
  // The connection ends in good order three quarters of the way: what a follower that lagged behind may get.
  const body = whole.lines().slice(0, 6000).map(framed).join('')
  rig.proxy.inject(LOGS, { kind: 'answer', status: 200, body, type: 'application/vnd.docker.raw-stream' }, 1)
  const batches = rig.handlers.logs.follow({ sources: [{ id }], tail: 'all' }, new AbortController().signal)[Symbol.asyncIterator]()
  const all: Read[] = []
  const next = async () => {
    const step = await batches.next()
    if (step.done !== true) all.push(...records(step.value))
  }
  await next()
  await rig.docker('kill', id)
  await rig.docker('wait', id)
  while (!all.some((r) => r.notice === Notice.stopped)) await next()
  await batches.return?.()
  const stopped = all.findIndex((r) => r.notice === Notice.stopped)
  const lines = all.slice(0, stopped).filter((r) => r.notice === null)
  expect(lines.map((r) => r.text)).toEqual(Array.from({ length: COUNT }, (_, i) => text(i)))
  expect(all.map((r) => r.notice)).not.toContain(Notice.gap)
  expect(all.map((r) => r.notice)).not.toContain(Notice.interrupted)
})
