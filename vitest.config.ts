import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import StoriesFirst from './tools/stories-first.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'e2e/**/*.test.ts'],
    setupFiles: ['e2e/browser/tell-failed-page.ts'],
    globalSetup: ['src/platform/testing/global-setup.ts'],
    reporters: ['default', './tools/name-hung-tests.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: StoriesFirst },
    // Files of a worker share their modules: reading them anew for each took a quarter of the run.
    isolate: false,
    // Servers and commands that tests start compile what they run once, not each anew.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // What is looked for again and again comes later where a machine has much to do.
    expect: { poll: { timeout: 20_000 } },
    allowOnly: false,
  },
});
