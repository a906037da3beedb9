import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { killProcessesOf } from './processes.ts';

/** Makes the folder in which the test files of one run have theirs, and clears it away, also after tests that were killed themselves. */
export function setup(): () => void {
  const usual = tmpdir();
  const place = mkdtempSync(join(usual, 'docket-run-'));
  process.env['DOCKET_TEST_PLACE'] = place;
  // What was compiled once starts faster in the next process, whatever folder that one works in.
  process.env['NODE_COMPILE_CACHE'] ??= join(usual, 'node-compile-cache');
  return () => {
    // The workers of vitest know the folder of the run, what tests start one of the folders in it.
    const left = killProcessesOf(join(place, sep));
    rmSync(place, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`left behind by test files that were stopped: ${JSON.stringify(left)}`);
  };
}
