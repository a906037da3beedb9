import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { addDurations, durationsOf, percentilesOfDurations } from '../../../app/fleet/durations.ts';
import { addParts, finished } from '../../../app/fleet/add-parts.ts';
import { gatherPart } from '../../../app/fleet/gather-part.ts';
import { gatherStatistics } from '../../../app/statistics/gather-statistics.ts';
import { percentilesOf } from '../../../app/statistics/percentiles.ts';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { writeSimulatedLog } from '../../../scripts/bench/simulated-log.ts';
import { compareText } from '../../../schemas/text/compare-text.ts';
import { FleetPart } from '../../../schemas/fleet/fleet-statistics.ts';

function withLogs(test: (one: HistoryLog, other: HistoryLog, both: HistoryLog) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'docket-fleet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [first, second] = [join(folder, '1.db'), join(folder, '2.db')];
  writeSimulatedLog(first, { runs: 120, seed: 1, until: Date.UTC(2026, 9, 1) });
  writeSimulatedLog(second, { runs: 80, seed: 2, until: Date.UTC(2026, 10, 1) });
  const logs = [first, second, join(folder, 'both.db')].map((path) => openHistory(path));
  const [one, other, both] = logs;
  try {
    if (one === undefined || other === undefined || both === undefined) throw new Error('three were opened');
    both.merge(first);
    both.merge(second);
    test(one, other, both);
  } finally {
    for (const log of logs) log.close();
  }
}

const ruleKey = ({ reviewer, rule, origin }: { reviewer: string; rule: string; origin: string }) =>
  `${reviewer} ${rule} ${origin}`;

it('what two histories say, added up, is what one log with the runs of both says', () => {
  withLogs((one, other, both) => {
    const parts = [gatherPart(one, { name: 'a', since: null }), gatherPart(other, { name: 'b', since: null })];
    const [a, b] = parts.map((part) => FleetPart.parse(JSON.parse(JSON.stringify(part))));
    if (a === undefined || b === undefined) throw new Error('two were gathered');
    const sum = finished(addParts(a, b));
    const whole = gatherStatistics(both, { since: null });
    // Folders are told apart by their repository, percentiles are rounded, and each repository's percentages are those of its own record.
    const { folders, latency, reliability, ...exact } = sum;
    const { folders: _folders, latency: wholeLatency, reliability: wholeReliability, ...wanted } = whole;
    const inOrder = (rules: typeof exact.rules) => rules.toSorted((x, y) => compareText(ruleKey(x), ruleKey(y)));
    expect({ ...exact, rules: inOrder(exact.rules) }).toEqual({ ...wanted, rules: inOrder(wanted.rules) });
    expect(exact.runs.total).toBe(200);
    expect(folders.every(({ folder }) => /^[ab]: /.test(folder))).toBe(true);
    expect(latency.runs.count).toBe(wholeLatency.runs.count);
    expect(latency.runs.most).toBe(wholeLatency.runs.most);
    expect(latency.steps.map(({ name, count }) => `${name} ${count}`).toSorted()).toEqual(
      wholeLatency.steps.map(({ name, count }) => `${name} ${count}`).toSorted(),
    );
    const outcomes = ({ bins }: typeof reliability) => bins.reduce((all, bin) => all + bin.outcomes, 0);
    expect(outcomes(reliability)).toBeCloseTo(outcomes(wholeReliability), 6);
    const newest = addParts(a, b).newest.map(({ run }) => run);
    expect(newest).toEqual(both.ask(null, (asked) => asked.newestRuns(200)));
  });
});

it('percentiles of added durations are within half a percent of the exact ones', () => {
  const seconds = fc.array(fc.double({ min: -1, max: 10_000, noNaN: true }), { maxLength: 60 });
  fc.assert(
    fc.property(seconds, seconds, (one, other) => {
      const sum = percentilesOfDurations(addDurations(durationsOf(one), durationsOf(other)));
      const exact = percentilesOf([...one, ...other]);
      expect([sum.count, sum.most]).toEqual([exact.count, exact.most]);
      const off = (['p50', 'p90', 'p99'] as const).filter(
        (rank) => Math.abs((sum[rank] ?? -1) - (exact[rank] ?? -1)) > 0.0051 * (exact[rank] ?? 0) + 0.001,
      );
      expect(off).toEqual([]);
    }),
  );
});
