import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names the folder of the program that was bundled for this run of the tests. */
export const PROGRAM_VARIABLE = 'DOCKET_TEST_PROGRAM';

/** Where the entry lies, in the checkout and in a bundle. */
const ENTRY_PATH = 'app/cli/docket.mjs';

/** A job of the Action as a process that can be killed, below the root. */
export const JOB_CHILD = 'test/e2e/pull-request/job-child.ts';

/** Where a program of the sources lies as tests start it: in the bundle of this run, or in the sources where none was made. */
export function startedProgram(source: string): string {
  const program = process.env[PROGRAM_VARIABLE];
  return program === undefined
    ? fileURLToPath(new URL(`../../${source}`, import.meta.url))
    : join(program, source.replace(/\.ts$/, '.js'));
}

/** The program as tests start it: the bundle of this run, or the sources where none was made. */
export const DOCKET_ENTRY: string = join(
  process.env[PROGRAM_VARIABLE] ?? fileURLToPath(new URL('../../', import.meta.url)),
  ENTRY_PATH,
);
