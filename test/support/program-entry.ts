import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names the folder of the program that was bundled for this run of the tests. */
export const PROGRAM_VARIABLE = 'DOCKET_TEST_PROGRAM';

/** Where the entry lies, in the checkout and in a bundle. */
const ENTRY_PATH = 'app/cli/docket.mjs';

/** The program as tests start it: the bundle of this run, or the sources where none was made. */
export const DOCKET_ENTRY: string = join(
  process.env[PROGRAM_VARIABLE] ?? fileURLToPath(new URL('../../', import.meta.url)),
  ENTRY_PATH,
);
