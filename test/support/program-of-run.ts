import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop } from 'esbuild';
import { writeProgram } from '../../scripts/package/write-program.ts';
import { PROGRAM_VARIABLE } from './program-entry.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles the command line once for all test files that start it: from hundreds of sources each start takes a third longer. It lies in
 * the checkout, so that it finds the packages with native parts.
 */
export async function setup(): Promise<() => void> {
  if (process.env[PROGRAM_VARIABLE] !== undefined) return () => undefined;
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'program-'));
  await writeProgram(ROOT, folder);
  await stop();
  process.env[PROGRAM_VARIABLE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
