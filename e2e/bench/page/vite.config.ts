import { defineConfig } from 'vite'

/** The bench's page, built as the app's is; `outDir` and `root` are given by whoever builds it. */
export default defineConfig({
  base: './',
  publicDir: '../../../renderer/public',
  logLevel: 'warn',
  build: {
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
})
