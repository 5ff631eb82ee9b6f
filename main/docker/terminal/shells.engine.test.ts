import { describe, expect, it } from 'vitest'
import { never, terminalRig } from '../../../e2e/rig/terminal-rig.ts'

const rig = terminalRig('look')
const { run, docker } = rig

describe('what was started to look for shells is ended', () => {
  const shells = (id: string) => rig.on.shells({ container: id }, never)
  const processes = (id: string) => docker('exec', id, '/bin/busybox', 'ps', '-o', 'args')
  /** A container in which these files are put into the place of /bin/sh, and others. */
  const altered = async (files: Record<string, string>): Promise<string> => {
    const id = await run('alpine:3.20', 'sleep', '1000')
    for (const [path, text] of Object.entries(files)) {
      const change = `printf %s "$1" > /new && /bin/busybox chmod +x /new && /bin/busybox mv /new ${path}`
      await docker('exec', id, '/bin/busybox', 'sh', '-c', change, 'sh', text)
    }
    return id
  }

  it('that says something for ever', async () => {
    const loud = await altered({ '/bin/sh': '#!/bin/busybox yes\n' })
    expect(await shells(loud)).toEqual([])
    await expect.poll(() => processes(loud)).not.toMatch(/yes/)
  })

  it('that says something for ever and minds no signal: by the next, which is found', async () => {
    const stubborn = "#!/bin/busybox sh\ntrap '' INT QUIT HUP TERM\nwhile :; do echo stubborn; done\n"
    const id = await altered({ '/bin/sh': stubborn, '/bin/bash': '#!/bin/busybox sh\nexec /bin/busybox sh "$@"\n' })
    expect(await shells(id)).toContain('bash')
    await expect.poll(() => processes(id)).not.toMatch(/bin\/sh/)
  })

  it('that says nothing, when nobody waits any longer', async () => {
    const id = await altered({ '/bin/sh': '#!/bin/busybox sh\nexec /bin/busybox sleep 987\n' })
    const left = new AbortController()
    const found = rig.on.shells({ container: id }, left.signal)
    await expect.poll(() => processes(id)).toMatch(/sleep 987/)
    left.abort()
    await expect(found).rejects.toMatchObject({ code: 'rpc.cancelled' })
    await expect.poll(() => processes(id)).not.toMatch(/sleep 987/)
  })
})
