import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stop } from 'esbuild';
import { writeProgram } from '../../scripts/package/write-program.ts';
import { JOB_CHILD, PROGRAM_VARIABLE } from './program-entry.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles the programs once for all test files that start them: from hundreds of sources a review costs half as much again. They lie in
 * the checkout, so that they find the packages with native parts.
 */
export async function setup(): Promise<() => void> {
  if (process.env[PROGRAM_VARIABLE] !== undefined) return () => undefined;
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'program-'));
  await writeProgram(ROOT, folder, [JOB_CHILD]);
  await stop();
  process.env[PROGRAM_VARIABLE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
