import type { FleetStatistics, ToldStore } from '../../../schemas/fleet/fleet-statistics.ts';
import { moneyText } from '../../output/usage-text.ts';
import { type LogOptions, pageText, plainOneLine } from './log-text.ts';
import { renderStatistics } from './render-statistics.ts';
import { textTable } from './text-table.ts';

/** Repositories in a terminal; the JSON and the page have them all. */
const MOST_ROWS = 15;

/** `docket fleet stats` for people: the repositories with the most runs, what is missing, and then as `docket stats` says it. */
export function renderFleet({ stores, statistics }: FleetStatistics, options: LogOptions): string {
  const missing = stores.filter(({ state }) => state !== 'read');
  const most = stores.toSorted((a, b) => b.runs - a.runs).slice(0, MOST_ROWS);
  const others = stores.length - most.length;
  const repositories = pageText([
    options.colours.bold(`${stores.length} repositories`),
    ...textTable([['repository', 'runs', 'published', 'accepted', 'cost'], ...most.map(rowOf)]),
    ...(others > 0 ? [`  and ${others} more: --json, or docket fleet report`] : []),
    ...missing.map(
      ({ name, state, exitCode, reason }) =>
        `  ${state === 'partly' ? 'only in part' : 'missing'}: ${plainOneLine(`${name} (exit code ${exitCode}): ${reason ?? ''}`)}`,
    ),
    '',
  ]);
  return `${repositories}${renderStatistics(statistics, options)}`;
}

const rowOf = ({ name, runs, published, accepted, costMicroUsd }: ToldStore): string[] => [
  plainOneLine(name),
  ...[runs, published, accepted].map(String),
  moneyText(costMicroUsd),
];
