import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectTestEngine } from '../lib/test-engine.ts'
import { terminals } from './index.ts'

/** A backend that holds a toolbox until it is killed: started by the test of what a crash leaves. */
const [host = '', container = '', image = ''] = process.argv.slice(2)
const engine = await connectTestEngine(host)
const dataDir = mkdtempSync(join(tmpdir(), 'gantry-tbx-'))
const backend = terminals(() => engine, { dataDir, env: {}, home: dataDir })
await backend.handlers.open({ container, kind: 'toolbox', image, cols: 80, rows: 24 }, new AbortController().signal)
process.stdout.write('open\n')
