import type {
  DismissedHere,
  EndedConcerns,
  Percentiles,
  StatisticsDocument,
} from '../../../schemas/learning/statistics.ts';
import { moneyText } from '../../output/usage-text.ts';
import { verdictText } from '../../output/words.ts';
import { type LogOptions, pageText, paragraph, plainOneLine, timeText } from './log-text.ts';
import { reliabilityLines } from './render-calibration.ts';
import { textTable } from './text-table.ts';

/** Rows of a table in a terminal; the JSON and the page have them all. */
const MOST_ROWS = 15;

/** `docket stats` for people. */
export function renderStatistics(statistics: StatisticsDocument, options: LogOptions): string {
  const { runs, since } = statistics;
  const { colours, width } = options;
  const period = since === null ? '' : ` since ${timeText(since)}`;
  const head = colours.bold(`${runs.total} ${runs.total === 1 ? 'run' : 'runs'}${period}`);
  if (runs.total === 0) return pageText([head, ...paragraph('There is nothing to tell yet.', { width })]);
  const ends = `${runs.finished} finished, ${runs.failed} failed, ${runs.aborted} aborted, ${runs.open} without an end`;
  return pageText([
    head,
    `  ${ends}`,
    ...titled('What was looked at', coverageLines(statistics), options),
    ...titled('Findings', lifeLines(statistics), options),
    ...titled('What became of published concerns', outcomeLines(statistics), options),
    ...(statistics.dismissedHere ?? []).slice(0, MOST_ROWS).map(hereLine),
    ...titled('Rules, the surest first', ruleLines(statistics), options),
    ...titled('Folders, where most was published', folderLines(statistics), options),
    '',
    ...reliabilityLines('Reliability: what is said, and what came true', statistics.reliability, options),
    ...titled('Models', modelLines(statistics), options),
    ...titled('Seconds', secondsLines(statistics), options),
  ]);
}

function hereLine({ rule, inForce, ended }: DismissedHere): string {
  return plainOneLine(`  dismissed on this machine alone: ${rule}: ${inForce} in force, ${ended} ended or taken back`);
}

function titled(title: string, lines: readonly string[], { colours }: LogOptions): string[] {
  return ['', colours.bold(title), ...(lines.length === 0 ? ['  nothing yet'] : lines)];
}

function coverageLines({ coverage }: StatisticsDocument): string[] {
  if (coverage.opened === 0) return [];
  const { files } = coverage;
  const verdicts = coverage.verdicts.filter(({ count }) => count > 0);
  return [
    `  the newest ${coverage.opened} reviews, ${coverage.withModels} with models: ${verdicts.map(({ verdict, count }) => `${count} ${verdictText(verdict).toLowerCase()}`).join(', ')}`,
    `  changed files: ${files.judged} judged, ${files['not-covered']} not covered, ${files.accepted} accepted unjudged, ${files.filtered} filtered, ${files['not-needed']} with nothing to judge`,
    ...textTable([
      ['reviewer', 'ok', 'failed', 'skipped', 'model ok', 'model missing'],
      ...coverage.reviewers.map((row) => [
        plainOneLine(row.reviewer),
        ...[row.ok, row.failed, row.skipped, row.modelOk, row.modelMissing].map(String),
      ]),
    ]),
  ];
}

function lifeLines({ life }: StatisticsDocument): string[] {
  if (life.raised === 0) return [];
  const held = life.suppressed.reduce((sum, { count }) => sum + count, 0);
  const reasons = life.suppressed.map(({ reason, count }) => `${count} ${plainOneLine(reason)}`).join(', ');
  return [
    `  ${life.raised} raised: ${life.merged} merged, ${held} held back, ${life.failed} unusable, ${life.undecided} undecided`,
    `  published: ${life.inline} on lines, ${life.file} on files, ${life.summary} in the summary`,
    ...(reasons === '' ? [] : [`  held back: ${reasons}`]),
  ];
}

function outcomeLines({ outcomes }: StatisticsDocument): string[] {
  if (outcomes.length === 0) return [];
  const rows = outcomes.slice(-MOST_ROWS);
  return textTable([
    ['month', 'accepted', 'dismissed', 'unaddressed'],
    ...rows.map((row) => [row.month, ...[row.accepted, row.dismissed, row.unaddressed].map(String)]),
  ]);
}

const ENDED_HEAD = ['published', 'accepted', 'dismissed', 'unaddressed'] as const;

function endedCells({ published, accepted, dismissed, unaddressed }: EndedConcerns): string[] {
  return [published, accepted, dismissed, unaddressed].map(String);
}

function ruleLines({ rules }: StatisticsDocument): string[] {
  if (rules.length === 0) return [];
  return [
    ...textTable([
      ['rule', ...ENDED_HEAD, 'accepted of ended (95%)'],
      ...rules
        .slice(0, MOST_ROWS)
        .map((row) => [
          `${row.origin} ${plainOneLine(row.rule)}`,
          ...endedCells(row),
          row.share === null
            ? '-'
            : `${row.share.percent.toFixed(0)}% (${row.share.from.toFixed(0)}-${row.share.to.toFixed(0)})`,
        ]),
    ]),
    ...more(rules.length),
  ];
}

function folderLines({ folders }: StatisticsDocument): string[] {
  if (folders.length === 0) return [];
  const rows = folders.slice(0, MOST_ROWS);
  return [
    ...textTable([
      ['folder', ...ENDED_HEAD],
      ...rows.map((row) => [plainOneLine(row.folder) || '(no folder)', ...endedCells(row)]),
    ]),
    ...more(folders.length),
  ];
}

function more(count: number): string[] {
  return count > MOST_ROWS ? [`  and ${count - MOST_ROWS} more: --json, or docket report`] : [];
}

function modelLines({ models, spending }: StatisticsDocument): string[] {
  if (models.length === 0) return [];
  const each =
    spending.perAcceptedMicroUsd === null
      ? 'nothing was accepted yet'
      : `${moneyText(spending.perAcceptedMicroUsd)} for each of ${spending.accepted} accepted findings`;
  const cached = spending.cacheHitPercent === null ? '' : `, ${spending.cacheHitPercent.toFixed(0)}% read from caches`;
  return [
    `  ${moneyText(spending.costMicroUsd)} in all, ${each}${cached}`,
    ...textTable([
      ['model', 'attempts', 'failed', 'reused', 'tokens in', 'out', 'cost'],
      ...models
        .slice(0, MOST_ROWS)
        .map((row) => [
          `${plainOneLine(row.model)} at ${plainOneLine(row.host)}`,
          ...[row.attempts, row.failed, row.reused].map(String),
          String(row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens),
          String(row.outputTokens),
          moneyText(row.costMicroUsd),
        ]),
    ]),
  ];
}

function secondsLines({ latency }: StatisticsDocument): string[] {
  if (latency.runs.count === 0 && latency.steps.length === 0) return [];
  const cells = ({ count, p50, p90, p99, most }: Percentiles) => [
    String(count),
    ...[p50, p90, p99, most].map((one) => (one === null ? '-' : one.toFixed(1))),
  ];
  return textTable([
    ['', 'ended', 'half', '90%', '99%', 'longest'],
    ['whole runs', ...cells(latency.runs)],
    ...latency.steps.map((step) => [`${step.kind} ${plainOneLine(step.name)}`, ...cells(step)]),
  ]);
}
