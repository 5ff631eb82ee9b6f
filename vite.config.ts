import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type EnvironmentOptions, type Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Several builds may stand side by side: `GANTRY_OUT=out/mine vite build --app`. */
const out = (room: string) => at(`${process.env['GANTRY_OUT'] ?? 'out'}/${room}`)

/** The page, built once for each form; `#host` and `#wire` in package.json resolve by the condition. */
const page = (outDir: string, ...conditions: string[]): EnvironmentOptions => ({
  consumer: 'client',
  resolve: { conditions: [...conditions, ...defaultClientConditions] },
  build: {
    outDir: out(outDir),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: at('renderer/index.html') },
  },
})

/**
 * Parts of dockerode's tree that we never reach: SSH (the system's own ssh does that) and BuildKit sessions.
 * Left in, they are most of main's load time and of its code.
 */
const STUBBED = ['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs']
const stubs: Plugin = {
  name: 'gantry-stubs',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'main',
  resolveId: (id) => (STUBBED.includes(id) ? `\0stub:${id}` : undefined),
  load: (id) => (id.startsWith('\0stub:') ? 'export default {}' : undefined),
}

const mains = { electron: at('main/electron/index.ts'), serve: at('main/serve/index.ts'), sandbox: at('main/sandbox/index.ts') }

export default defineConfig({
  root: at('renderer'),
  base: './',
  appType: 'spa',
  // The page imports from `shared` too, which is outside its root.
  server: { fs: { allow: [at('.')] } },
  plugins: [react(), stubs],
  builder: {},
  environments: {
    client: page('renderer-web'),
    desktop: page('renderer-desktop', 'gantry-desktop'),
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: out('main'),
        copyPublicDir: false,
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        sourcemap: true,
        rollupOptions: {
          input: Object.fromEntries(Object.entries(mains).filter(([, file]) => existsSync(file))),
          output: {
            format: 'es',
            entryFileNames: '[name].js',
            chunkFileNames: 'chunks/[name]-[hash].js',
            // Less to parse at every start; names stay, for readable stack traces.
            minify: { compress: true, mangle: false, codegen: true },
          },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: out('preload'),
        copyPublicDir: false,
        emptyOutDir: true,
        target: 'node22',
        ssr: true,
        rollupOptions: { input: { index: at('preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
      },
    },
  },
})
