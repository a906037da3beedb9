import { defineConfig } from 'vitest/config';

// vitest loads its configuration by the default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/support/place-of-run.ts'],
    setupFiles: ['./test/support/own-place.ts', './test/support/fixed-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Only what hangs is to fail for its time: how fast something is, `npm run bench` measures.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    reporters: ['default', './test/support/counts-reporter.ts'],
  },
});
