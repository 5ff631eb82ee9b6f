import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('renderer'),
  base: './',
  appType: 'spa',
  plugins: [react()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at('out/renderer'),
        emptyOutDir: true,
        target: 'chrome140',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: at('out/main'),
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        sourcemap: true,
        rollupOptions: {
          input: { electron: at('main/electron/index.ts'), serve: at('main/serve/index.ts'), sandbox: at('main/sandbox/index.ts') },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: at('out/preload'),
        emptyOutDir: true,
        target: 'node22',
        ssr: true,
        rollupOptions: { input: { index: at('preload/index.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
      },
    },
  },
})
