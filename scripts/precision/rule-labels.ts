/** How often findings of a rule were right on ordinary commits, of labels that two readers gave each: what `fit-rule-records.ts` and `forward-records.ts` share. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Two labels a finding, as `labels.tsv` has them. */
const LABELS = join(import.meta.dirname, 'labels.tsv');
/** A share of fewer findings would be chance. */
const FEWEST_OF_A_REVIEWER = 10;
/** One or two findings of a rule say nothing of it: it is worth what its reviewer is. */
const FEWEST_OF_A_RULE = 3;
const HEADER = 'set\tlanguage\trule\tseverity\tfirst\tsecond\tnow';

const Label = z.enum(['right', 'arguable', 'wrong']);
const LabelRow = z
  .tuple([
    z.string(),
    z.string(),
    z.string().regex(/^[a-z-]+\/[a-z-]+$/),
    z.string(),
    Label,
    Label,
    z.enum(['told', 'gone']),
  ])
  .transform(([set, , rule, severity, first, second, now]) => ({
    set,
    rule,
    isCritical: severity === 'critical',
    labels: [first, second],
    isTold: now === 'told',
  }));
/** A finding that two readers labelled. */
export type LabelRow = z.infer<typeof LabelRow>;

/** Labels, two a finding. */
export interface Tally {
  readonly right: number;
  readonly read: number;
}

/**
 * All labelled findings, oldest set first.
 *
 * @throws Error where the file is not what it should be.
 */
export function readLabels(): readonly LabelRow[] {
  const [header, ...lines] = readFileSync(LABELS, 'utf8').trimEnd().split('\n');
  if (header !== HEADER) throw new Error(`${LABELS} must begin with: ${HEADER}`);
  return lines.map((line) => LabelRow.parse(line.split('\t')));
}

/** What labels make of rules: a rule's own share is drawn to its reviewer's (beta-binomial), the more the fewer were read. */
export class FittedRecords {
  /** By rule, sorted; of findings that today's rules still state. */
  readonly rules: ReadonlyMap<string, Tally>;
  /** Reviewers of which enough was read, sorted. */
  readonly reviewers: readonly string[];
  /** How many findings a reviewer's own share weighs as much as: the likeliest number by the spread between all rules that were read. */
  readonly strength: number;
  readonly #tallies: ReadonlyMap<string, Tally>;
  readonly #everything: Tally;

  constructor(rows: readonly LabelRow[]) {
    this.rules = talliesBy(
      rows.filter(({ isTold }) => isTold),
      ({ rule }) => rule,
    );
    this.#tallies = talliesBy(rows, ({ rule }) => reviewerOf(rule));
    this.#everything = talliesBy(rows, () => '').get('') ?? { right: 0, read: 0 };
    this.reviewers = [...this.#tallies].filter(([, tally]) => isEnough(tally)).map(([reviewer]) => reviewer);
    this.strength = this.#likeliestStrength([...talliesBy(rows, ({ rule }) => rule)]);
  }

  /** The share of right ones of a rule's reviewer, or of all where few of its were read; one finding that was half right keeps it from 0 and 1. */
  shareOf(rule: string): number {
    const own = this.#tallies.get(reviewerOf(rule));
    const { right, read } = own !== undefined && isEnough(own) ? own : this.#everything;
    return (right / 2 + 0.5) / (read / 2 + 1);
  }

  /** How likely a finding of a rule is right, 0 to 1. */
  confidenceOf(rule: string): number {
    const own = this.rules.get(rule);
    if (own === undefined || own.read / 2 < FEWEST_OF_A_RULE) return this.shareOf(rule);
    const { right, read } = own;
    return (this.shareOf(rule) * this.strength + right / 2) / (this.strength + read / 2);
  }

  #likeliestStrength(rules: readonly (readonly [string, Tally])[]): number {
    const candidates = Array.from({ length: 20 }, (_, index) => index + 1);
    const likelihood = (weight: number): number =>
      rules.reduce((sum, [rule, tally]) => {
        const share = this.shareOf(rule);
        return sum + logBetaBinomial(tally, share * weight, (1 - share) * weight);
      }, 0);
    return candidates.reduce((best, weight) => (likelihood(weight) > likelihood(best) ? weight : best));
  }
}

function reviewerOf(rule: string): string {
  return rule.slice(0, rule.indexOf('/'));
}

function talliesBy(some: readonly LabelRow[], keyOf: (row: LabelRow) => string): ReadonlyMap<string, Tally> {
  const groups = [...Map.groupBy(some, keyOf)].map(([key, members]): [string, Tally] => {
    const labels = members.flatMap((row) => row.labels);
    return [key, { right: labels.filter((label) => label === 'right').length, read: labels.length }];
  });
  return new Map(groups.toSorted(([a], [b]) => (a < b ? -1 : 1)));
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
