import type { HistoryLog } from '../../history/log.ts';
import type { FleetPart } from '../../schemas/fleet/fleet-statistics.ts';
import { gatherStatistics, NEWEST } from '../statistics/gather-statistics.ts';
import { MOST_RUNS } from '../statistics/gather-report.ts';
import { durationsOf } from './durations.ts';

/** What the history of one repository adds to those of others. Its folders are told apart from theirs by its name. */
export function gatherPart(
  log: Pick<HistoryLog, 'ask' | 'past'>,
  { name, since }: { readonly name: string; readonly since: string | null },
): FleetPart {
  const statistics = gatherStatistics(log, { since, withLatency: false });
  return log.ask(since, (asked) => ({
    statistics: {
      ...statistics,
      folders: statistics.folders.map((row) => ({ ...row, folder: `${name}: ${row.folder}` })),
    },
    runs: durationsOf(asked.runSeconds()),
    steps: [...Map.groupBy(asked.stepSeconds(NEWEST), ({ kind, name: step }) => `${kind} ${step}`).values()].flatMap(
      (rows) => {
        const [first] = rows;
        if (first === undefined) return [];
        return [{ kind: first.kind, name: first.name, durations: durationsOf(rows.map(({ seconds }) => seconds)) }];
      },
    ),
    newest: asked.newestRuns(MOST_RUNS).map((run) => ({ store: name, run })),
  }));
}
