import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type EnvironmentOptions } from 'vite'

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

const mains = { electron: at('main/electron/index.ts'), serve: at('main/serve/index.ts'), sandbox: at('main/sandbox/index.ts') }

export default defineConfig({
  root: at('renderer'),
  base: './',
  appType: 'spa',
  plugins: [react()],
  builder: {},
  environments: {
    client: page('renderer-web'),
    desktop: page('renderer-desktop', 'gantry-desktop'),
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: out('main'),
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        sourcemap: true,
        rollupOptions: {
          input: Object.fromEntries(Object.entries(mains).filter(([, file]) => existsSync(file))),
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: out('preload'),
        emptyOutDir: true,
        target: 'node22',
        ssr: true,
        rollupOptions: { input: { index: at('preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
      },
    },
  },
})
