import type { FleetPart } from '../../schemas/fleet/fleet-statistics.ts';
import type { CalibrationError } from '../../schemas/learning/calibration.ts';
import type { StatisticsDocument } from '../../schemas/learning/statistics.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { acceptedShare } from '../statistics/accepted-share.ts';
import { MOST_RUNS } from '../statistics/gather-report.ts';
import { MOST_FOLDERS } from '../statistics/gather-statistics.ts';
import { addedTotals, spendingOf } from '../statistics/model-totals.ts';
import { addDurations, percentilesOfDurations } from './durations.ts';
import { addCounts, addRows, earliest, latest } from './add-rows.ts';

/** What two sets of histories say together. What is computed from sums (shares, percentiles, orders) is only right after `finished`. */
export function addParts(one: FleetPart, other: FleetPart): FleetPart {
  return {
    statistics: addStatistics(one.statistics, other.statistics),
    runs: addDurations(one.runs, other.runs),
    steps: addRows(
      [...one.steps, ...other.steps],
      ({ kind, name }) => `${kind} ${name}`,
      (a, b) => ({ ...a, durations: addDurations(a.durations, b.durations) }),
    ),
    // Ids begin with the time.
    newest: [...one.newest, ...other.newest].toSorted((a, b) => compareText(b.run, a.run)).slice(0, MOST_RUNS),
  };
}

/** The statistics of everything that was added up. */
export function finished({ statistics, runs, steps }: FleetPart): StatisticsDocument {
  const accepted = statistics.outcomes.reduce((sum, month) => sum + month.accepted, 0);
  return {
    ...statistics,
    outcomes: statistics.outcomes.toSorted((a, b) => compareText(a.month, b.month)),
    rules: statistics.rules
      .map((row) => ({ ...row, share: acceptedShare(row) }))
      .toSorted((a, b) => (b.share?.from ?? -1) - (a.share?.from ?? -1) || compareText(a.rule, b.rule)),
    spending: spendingOf(statistics.models, accepted),
    latency: {
      runs: percentilesOfDurations(runs),
      steps: steps
        .map(({ kind, name, durations }) => ({ kind, name, ...percentilesOfDurations(durations) }))
        .toSorted((a, b) => (b.p50 ?? 0) - (a.p50 ?? 0) || compareText(a.name, b.name)),
    },
  };
}

function addStatistics(one: StatisticsDocument, other: StatisticsDocument): StatisticsDocument {
  const { runs } = one;
  return {
    schemaVersion: 1,
    since: one.since,
    runs: {
      ...addCounts(runs, other.runs),
      first: earliest(runs.first, other.runs.first),
      last: latest(runs.last, other.runs.last),
    },
    coverage: addCoverage(one.coverage, other.coverage),
    outcomes: addRows([...one.outcomes, ...other.outcomes], ({ month }) => month, addCounts),
    rules: addRows(
      [...one.rules, ...other.rules],
      ({ reviewer, rule, origin }) => JSON.stringify([reviewer, rule, origin]),
      addCounts,
    ),
    reliability: addReliability(one.reliability, other.reliability),
    // No folder is in two histories, so those with the most of each are enough to know those with the most of all.
    folders: [...one.folders, ...other.folders]
      .toSorted((a, b) => b.published - a.published || compareText(a.folder, b.folder))
      .slice(0, MOST_FOLDERS),
    models: addRows(
      [...one.models, ...other.models],
      ({ model, host, local }) => JSON.stringify([model, host, local]),
      addedTotals,
    ).toSorted((a, b) => b.costMicroUsd - a.costMicroUsd || compareText(a.model, b.model)),
    spending: one.spending,
    latency: one.latency,
    life: {
      ...addCounts(one.life, other.life),
      suppressed: addRows(
        [...one.life.suppressed, ...other.life.suppressed],
        ({ reason }) => reason,
        addCounts,
      ).toSorted((a, b) => b.count - a.count || compareText(a.reason, b.reason)),
      ends: addCounts(one.life.ends, other.life.ends),
    },
  };
}

type Coverage = StatisticsDocument['coverage'];

function addCoverage(one: Coverage, other: Coverage): Coverage {
  return {
    opened: one.opened + other.opened,
    withModels: one.withModels + other.withModels,
    verdicts: addRows([...one.verdicts, ...other.verdicts], ({ verdict }) => verdict, addCounts),
    files: addCounts(one.files, other.files),
    notCovered: addRows(
      [...one.notCovered, ...other.notCovered],
      ({ kind }) => kind.id,
      (a, b) => ({ ...a, files: a.files + b.files }),
    ).toSorted((a, b) => b.files - a.files || compareText(a.kind.id, b.kind.id)),
    reviewers: addRows([...one.reviewers, ...other.reviewers], ({ reviewer }) => reviewer, addCounts).toSorted((a, b) =>
      compareText(a.reviewer, b.reviewer),
    ),
  };
}

/** Each repository's percentages are those of its own record; held against what came true, bins of equal percentages add up. */
function addReliability(one: CalibrationError, other: CalibrationError): CalibrationError {
  const weightOf = ({ bins }: CalibrationError) => bins.reduce((sum, { outcomes }) => sum + outcomes, 0);
  const [ours, theirs] = [weightOf(one), weightOf(other)];
  const total = ours + theirs;
  const bins = addRows(
    [...one.bins, ...other.bins],
    ({ from }) => String(from),
    (a, b) => {
      const outcomes = a.outcomes + b.outcomes;
      const mean = (of: 'said' | 'accepted') => (a[of] * a.outcomes + b[of] * b.outcomes) / outcomes;
      return { from: a.from, outcomes, said: mean('said'), accepted: mean('accepted') };
    },
  ).toSorted((a, b) => a.from - b.from);
  const distance = bins.reduce((sum, bin) => sum + (bin.outcomes * Math.abs(bin.said - bin.accepted)) / 100, 0);
  return {
    brier: total === 0 ? 0 : (one.brier * ours + other.brier * theirs) / total,
    expectedCalibrationError: total === 0 ? 0 : distance / total,
    bins,
  };
}
