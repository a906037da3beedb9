import { z } from 'zod';
import { openDatabase } from '../file/open.ts';
import { openHistory, type HistoryLog } from '../log.ts';
import { copyRuns } from './copy-runs.ts';
import { hotSince } from './hot-since.ts';

const Begun = z.strictObject({ label: z.string(), first: z.string() });
const BEGUN = `SELECT label, min(started_at) AS first FROM runs WHERE source = 'pull-request' GROUP BY label`;

interface Reviving {
  /** Those that the note tells of. */
  readonly archives: readonly { readonly id: string; readonly archivedAt: string }[];
  readonly folder: string;
  readonly now: () => Date;
  readonly restore: (id: string) => Promise<{ readonly path: string }>;
}

/**
 * Takes the runs of pull requests that somebody came back to out of the archives and into the log again, so that what becomes of their comments is known
 * beside what was said. One whose first run here is as old as what an archive took has been taken out of that before. The moment of the archive itself
 * would not do: whoever came back may have begun while it was made, on a machine with another clock, or push a run of weeks ago.
 */
export async function takeRevived(log: HistoryLog, { archives, folder, now, restore }: Reviving): Promise<void> {
  const changes = begunChanges(log.path);
  for (const { id, archivedAt } of archives) {
    const taken = hotSince(new Date(archivedAt));
    const revived = changes.filter(
      ({ label, first }) => first >= taken && log.past.mayBeArchived(id, { source: 'pull-request', label }),
    );
    if (revived.length === 0) continue;
    const { path } = await restore(id);
    const archive = openHistory(path);
    const runs = revived.flatMap(({ label }) => archive.past.runsOf({ source: 'pull-request', label }));
    archive.close();
    if (runs.length === 0) continue;
    const part = `${folder}/${id}.revived.db`;
    copyRuns({ from: path, to: part, now }, { runs });
    log.merge(part);
  }
}

function begunChanges(path: string): readonly z.infer<typeof Begun>[] {
  const db = openDatabase(path);
  try {
    return z.array(Begun).parse(db.prepare(BEGUN).all());
  } finally {
    db.close();
  }
}
