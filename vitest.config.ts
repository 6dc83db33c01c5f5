import './src/require-node.ts'
import { defineConfig } from 'vitest/config'

const unit = [
  'conversation',
  'routing',
  'commands',
  'insights',
  'adapters',
  'ground',
  'config',
  'contracts',
  'web',
]

export default defineConfig({
  test: {
    maxWorkers: 3,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: unit.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`) },
      },
      {
        extends: true,
        test: { name: 'flows', include: ['tests/flows/**/*.test.ts'], testTimeout: 10_000 },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
