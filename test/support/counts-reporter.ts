import type { Reporter, TestModule } from 'vitest/node';

/** Ends the output with one plain line of counts, so that any CI can read it. */
// vitest loads a reporter by its default export.
// oxlint-disable-next-line import/no-default-export
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    let broken = 0;
    for (const module of modules) {
      if (module.errors().length > 0) broken += 1;
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    const skipped = counts.skipped + counts.pending;
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed + broken} failed, ${skipped} skipped\n`);
  }
}
