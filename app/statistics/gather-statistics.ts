import { calibrationError } from '../../coordinator/calibrate/calibration-error.ts';
import { fitTrackRecord } from '../../coordinator/calibrate/fit-track-record.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { Statistics } from '../../history/read/statistics/statistics.ts';
import { FindingOrigin } from '../../schemas/finding.ts';
import type { StatisticsDocument } from '../../schemas/learning/statistics.ts';
import type { TrustDomain } from '../../schemas/run.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { coverageOf } from './coverage-of-runs.ts';
import { lifeOf } from './finding-life.ts';
import { modelTotals, spendingOf } from './model-totals.ts';
import { percentilesOf } from './percentiles.ts';
import { acceptedShare } from './accepted-share.ts';

/**
 * Reviews are opened one by one, and steps are told apart one by one: of so many of the newest runs. What is counted by an index is counted over all runs
 * of the period.
 */
export const NEWEST = 1000;
/** More folders than anybody reads. */
export const MOST_FOLDERS = 50;

/** Everything that is told of all runs since a moment together. */
export function gatherStatistics(
  log: Pick<HistoryLog, 'ask' | 'past'>,
  {
    since,
    trust = 'local',
    withLatency = true,
  }: {
    readonly since: string | null;
    readonly trust?: TrustDomain;
    /** False where the caller counts durations in a way of its own: each step of a thousand runs is read for them. */
    readonly withLatency?: boolean;
  },
): StatisticsDocument {
  const examples = log.past.outcomeExamples(trust).filter(({ at }) => since === null || at >= since);
  const own = examples.filter(({ imported }) => !imported);
  const reliability = calibrationError(own, fitTrackRecord(examples));
  return log.ask(since, (statistics) => {
    const models = modelTotals(statistics);
    const outcomes = [...statistics.outcomes()];
    const accepted = outcomes.reduce((sum, month) => sum + month.accepted, 0);
    return {
      schemaVersion: 1,
      since,
      runs: statistics.runs(),
      coverage: coverageOf(statistics.reviews(NEWEST)),
      outcomes,
      rules: rulesOf(statistics),
      reliability,
      folders: [...statistics.folders(MOST_FOLDERS)],
      models,
      spending: spendingOf(models, accepted),
      latency: withLatency
        ? { runs: percentilesOf(statistics.runSeconds()), steps: stepsOf(statistics) }
        : { runs: percentilesOf([]), steps: [] },
      life: lifeOf(statistics),
    };
  });
}

/** What is surely accepted often first; what nobody knows anything of last. */
function rulesOf(statistics: Statistics): StatisticsDocument['rules'] {
  return statistics
    .rules()
    .map((row) => ({ ...row, origin: FindingOrigin.parse(row.origin), share: acceptedShare(row) }))
    .toSorted((a, b) => (b.share?.from ?? -1) - (a.share?.from ?? -1) || compareText(a.rule, b.rule));
}

function stepsOf(statistics: Statistics): StatisticsDocument['latency']['steps'] {
  const byName = Map.groupBy(statistics.stepSeconds(NEWEST), ({ kind, name }) => `${kind} ${name}`);
  return [...byName.values()]
    .flatMap((rows) => {
      const [first] = rows;
      if (first === undefined) return [];
      return [{ kind: first.kind, name: first.name, ...percentilesOf(rows.map(({ seconds }) => seconds)) }];
    })
    .toSorted((a, b) => (b.p50 ?? 0) - (a.p50 ?? 0) || compareText(a.name, b.name));
}
