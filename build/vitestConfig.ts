import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['build/buildForTests.ts', 'build/testRun.ts'],
    environment: 'node',
    pool: 'forks',
    // The modules have no state (a rule of lint), so files of tests share them; loading them anew for each takes a quarter
    // of the processor's time.
    isolate: false,
    // Vitest would leave one processor to itself: half of them, where there are two.
    maxWorkers: availableParallelism(),
    // A machine that does other work at the same time is slow, not wrong.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    allowOnly: false,
  },
});
