/**
 * Makes `reviewers/rule-records.ts` of `labels.tsv`: `node scripts/precision/fit-rule-records.ts [--check]`. How often findings of a rule were right is
 * drawn to how often those of its reviewer were (beta-binomial), the more the fewer were read. Labels of findings that today's rules no longer state count for
 * the reviewer alone: what was mended says nothing of the rule, but how wrong a rule is that nobody has read yet.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FOLDER = import.meta.dirname;
const LABELS = join(FOLDER, 'labels.tsv');
const RECORDS = join(FOLDER, '../../reviewers/rule-records.ts');
/** A share of fewer findings would be chance. */
const FEWEST_OF_A_REVIEWER = 10;
const HEADER = 'set\tlanguage\trule\tseverity\tfirst\tsecond\tnow';

const Label = z.enum(['right', 'arguable', 'wrong']);
const Row = z
  .tuple([
    z.string(),
    z.string(),
    z.string().regex(/^[a-z-]+\/[a-z-]+$/),
    z.string(),
    Label,
    Label,
    z.enum(['told', 'gone']),
  ])
  .transform(([set, , rule, , first, second, now]) => ({ set, rule, labels: [first, second], isTold: now === 'told' }));
type Row = z.infer<typeof Row>;

/** Labels, two a finding. */
interface Tally {
  readonly right: number;
  readonly read: number;
}

const [header, ...lines] = readFileSync(LABELS, 'utf8').trimEnd().split('\n');
if (header !== HEADER) throw new Error(`${LABELS} must begin with: ${HEADER}`);
const rows = lines.map((line) => Row.parse(line.split('\t')));
const told = rows.filter(({ isTold }) => isTold);
const reviewers = talliesBy(rows, reviewerOf);
const everything = talliesBy(rows, () => '').get('') ?? { right: 0, read: 0 };
const strength = likeliestStrength();
const made = source();
if (!process.argv.includes('--check')) writeFileSync(RECORDS, made);
else if (readFileSync(RECORDS, 'utf8') !== made) {
  process.stderr.write(
    'reviewers/rule-records.ts is not what the labels say: node scripts/precision/fit-rule-records.ts\n',
  );
  process.exitCode = 1;
}

function reviewerOf({ rule }: Row): string {
  return rule.slice(0, rule.indexOf('/'));
}

function talliesBy(some: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Tally> {
  const groups = [...Map.groupBy(some, keyOf)].map(([key, members]): [string, Tally] => {
    const labels = members.flatMap((row) => row.labels);
    return [key, { right: labels.filter((label) => label === 'right').length, read: labels.length }];
  });
  return new Map(groups.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many findings a reviewer's own share weighs as much as: the likeliest number by the spread between all rules that were read. */
function likeliestStrength(): number {
  const rules = [...talliesBy(rows, ({ rule }) => rule)];
  const candidates = Array.from({ length: 20 }, (_, index) => index + 1);
  const likelihood = (weight: number): number =>
    rules.reduce((sum, [rule, tally]) => {
      const share = shareOf(rule);
      return sum + logBetaBinomial(tally, share * weight, (1 - share) * weight);
    }, 0);
  return candidates.reduce((best, weight) => (likelihood(weight) > likelihood(best) ? weight : best));
}

/** The share of right ones of a rule's reviewer, or of all where few of its were read; one finding that was half right keeps it from 0 and 1. */
function shareOf(rule: string): number {
  const own = reviewers.get(rule.slice(0, rule.indexOf('/')));
  const { right, read } = own !== undefined && isEnough(own) ? own : everything;
  return (right / 2 + 0.5) / (read / 2 + 1);
}

function isEnough({ read }: Tally): boolean {
  return read / 2 >= FEWEST_OF_A_REVIEWER;
}

function logBetaBinomial({ right, read }: Tally, alpha: number, beta: number): number {
  const [hits, misses] = [right / 2, (read - right) / 2];
  return logBeta(hits + alpha, misses + beta) - logBeta(alpha, beta);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series after moving the argument up, exact to nine digits. */
function logGamma(value: number): number {
  let [at, shift] = [value, 0];
  while (at < 10) {
    shift -= Math.log(at);
    at += 1;
  }
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5);
  return shift + (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series;
}

function source(): string {
  const rules = [...talliesBy(told, ({ rule }) => rule)].map(([rule, { right, read }]) => {
    const measured = (shareOf(rule) * strength + right / 2) / (strength + read / 2);
    return `  '${rule}': { right: ${right}, read: ${read}, confidence: ${Math.round(measured * 1000)} },\n`;
  });
  const others = [...reviewers]
    .filter(([, tally]) => isEnough(tally))
    .map(([reviewer]) => `  ${reviewer}: ${Math.round(shareOf(`${reviewer}/`) * 1000)},\n`);
  return [
    '/* Made by `node scripts/precision/fit-rule-records.ts` of scripts/precision/labels.tsv; do not edit. */\n\n',
    "/** How a rule's findings on ordinary commits were labelled: labels of two readers each, and what that makes of its confidence, per mille. */\n",
    'export interface RuleRecord {\n  readonly right: number;\n  readonly read: number;\n  readonly confidence: number;\n}\n\n',
    `/** A reviewer's own share weighs as much as ${strength} findings. */\n`,
    'export const RULE_RECORDS: Readonly<Record<string, RuleRecord>> = {\n',
    ...rules,
    '};\n\n',
    '/** What a rule of these reviewers is worth that nobody has read yet, per mille. */\n',
    'export const UNREAD_RULES: Readonly<Record<string, number>> = {\n',
    ...others,
    '};\n',
  ].join('');
}
