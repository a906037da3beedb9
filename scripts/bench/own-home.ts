import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The home of the programs that are measured, outside of all work trees: in one of those no compiled code is kept, and each start would compile anew. */
export const OWN_HOME: string = mkdtempSync(join(tmpdir(), 'docket-bench-home-'));

process.on('exit', () => rmSync(OWN_HOME, { recursive: true, force: true }));
