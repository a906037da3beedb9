import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openHistory } from '../../history/log.ts';
import { replicasFolder } from '../../history/replica/local-files.ts';
import { localReplicas } from '../../history/replica/run-replica.ts';
import { describeCause } from '../../schemas/problem.ts';
import { localFolder } from '../history/local-folder.ts';
import { scrub } from '../known-secrets.ts';
import { gatherReport } from '../statistics/gather-report.ts';
import { reportPage } from '../statistics/page/report-page.ts';
import { showWarning } from './action-log.ts';

/**
 * Writes the report of the history as this job knows it, its own run included, for a later step to keep. Returns its path; null where there is no history, or
 * where it could not be written, which is told and changes nothing else.
 */
export async function keepReport(historyPath: string, folder: string): Promise<string | null> {
  try {
    const path = await knownHistory(historyPath);
    if (path === null) return null;
    const log = openHistory(path, { readonly: true });
    try {
      const page = reportPage(gatherReport(log, { since: null, now: new Date(), isWhole: false }));
      const file = join(folder, 'docket-report.html');
      await writeFile(file, scrub(page), { mode: 0o600 });
      return file;
    } finally {
      log.close();
    }
  } catch (error) {
    showWarning(`the report could not be written: ${describeCause(error)}`);
    return null;
  }
}

/** The log of this job; with a store the view of what the store held at the beginning, to which the runs of this job are added. */
async function knownHistory(historyPath: string): Promise<string | null> {
  const folder = localFolder(historyPath);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const view = names.find((name) => /^view-[0-9a-f]+\.db$/.test(name));
  if (view === undefined) return existsSync(historyPath) ? historyPath : null;
  const path = join(folder, view);
  const log = openHistory(path);
  try {
    for (const { db } of await localReplicas(replicasFolder(folder))) log.merge(db);
  } finally {
    log.close();
  }
  return path;
}
