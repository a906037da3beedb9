import { defineConfig } from 'vitest/config';

// vitest loads its configuration by the default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/planted/{seen,held-out}/**'],
    setupFiles: ['./test/support/fixed-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Tests that start whole programs wait for each other on small machines.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/support/counts-reporter.ts'],
  },
});
