import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistory } from '../../history/log.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import { unpackLog } from './recorded-logs.ts';

/** What the coordinator was given in the reviews of a recorded log; runs that did not get that far are left out. */
export function recordedInputs(name: string): CoordinatorInput[] {
  const folder = mkdtempSync(join(tmpdir(), 'docket-recorded-'));
  try {
    const log = openHistory(unpackLog(name, folder));
    try {
      return log.runs({ limit: 100 }).flatMap(({ run }) => {
        try {
          return [log.recordedInput(run.id)];
        } catch {
          return [];
        }
      });
    } finally {
      log.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
