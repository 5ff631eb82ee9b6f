/**
 * What the npm scripts call. Plain Node without packages: it runs before anything is installed.
 * Every command sees to packages and build first.
 */
import { endWithNpm } from './parent.mjs'
import { prepare } from './prepare.mjs'
import { at, attached, become, out, typescript } from './run.mjs'
import { say } from './say.mjs'

const node = async (file, args) => attached(process.execPath, [...file, ...args])

const COMMANDS = {
  start: async (args) => (await import('./start.mjs')).start(args),
  serve: async (args) => (await import('./start.mjs')).serve(args),
  sandbox: async (args) => {
    await prepare()
    await become(out('main/sandbox.js'), args)
  },
  dev: async (args) => (await import('./dev.mjs')).dev(args),
  test: async (args) => (await import('./test.mjs')).test(args),
  bench: async (args) => (await import('./test.mjs')).withTools(() => node(typescript('e2e/bench/index.ts'), args)),
  screenshots: async (args) => (await import('./test.mjs')).withTools(() => node(typescript('e2e/screenshots/index.ts'), args)),
  package: async (args) => {
    await prepare()
    return node([at('node_modules/electron-builder/cli.js')], args)
  },
}

const [name = '', ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (command === undefined) {
  say(`usage: launch.mjs ${Object.keys(COMMANDS).join(' | ')}`)
  process.exit(2)
}
endWithNpm()
try {
  process.exitCode = await command(args)
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
