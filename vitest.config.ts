import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Milliseconds a test waits for a condition: a busy machine must not make a failure of it. */
const PATIENCE = { poll: { timeout: 20_000 } }

export default defineConfig({
  plugins: [react()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,main,preload,renderer,e2e}/**/*.test.ts'],
          exclude: ['**/*.engine.test.ts', '**/node_modules/**'],
          css: { include: [/tokens\.css/] },
          // Properties run hundreds of cases; a busy machine must not make a failure of that.
          testTimeout: 60_000,
          expect: PATIENCE,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: ['renderer/**/*.test.tsx'],
          setupFiles: ['renderer/test-setup.ts'],
          testTimeout: 60_000,
          expect: PATIENCE,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          environment: 'node',
          include: ['{shared,main,e2e}/**/*.engine.test.ts'],
          globalSetup: ['e2e/rig/global-setup.ts'],
          testTimeout: 60_000,
          expect: PATIENCE,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // vitest runs projects with different worker limits one group after the other.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
