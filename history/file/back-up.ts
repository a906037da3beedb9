import { rmSync } from 'node:fs';
import { InfrastructureError } from '../../schemas/problem.ts';
import { connectReadonly } from './connect-database.ts';
import { createPrivateFile } from './private-file.ts';

const BUSY_MS = 5000;

/** Copies a consistent state of the log at `path` into the new file `copy` (0600). Readers and one writer may be at work meanwhile. */
export function copyLog(path: string, copy: string): void {
  if (!createPrivateFile(copy)) {
    throw new InfrastructureError({
      what: 'the copy of the history exists already',
      where: copy,
      remedy: 'Move it away.',
    });
  }
  try {
    const source = connectReadonly(path, BUSY_MS);
    try {
      source.prepare('VACUUM INTO ?').run(copy);
    } finally {
      source.close();
    }
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
}
