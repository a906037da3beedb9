import { parseArgs } from 'node:util';
import { coordinate } from '../coordinator/coordinate.ts';
import { dedupe } from '../coordinator/dedupe/dedupe.ts';
import { ChangedText } from '../coordinator/evidence/changed-text.ts';
import { validate } from '../coordinator/evidence/validate.ts';
import { verifyEvidence } from '../coordinator/evidence/verify-evidence.ts';
import { PRIOR } from '../coordinator/score/fitted-prior.ts';
import type { CoordinatorPolicy } from '../schemas/coordination.ts';
import { type LabelledReview, reviewsOfAgents, reviewsOfTools } from './evaluate/labelled-review.ts';
import { COEFFICIENTS, fitWithout, priorOf, rowsByRepository } from './evaluate/score-model.ts';
import { type Answer, calibrationOf, mergedOf, pairsOf, raw, scoreOf, type Stated } from './evaluate/measures.ts';

const USAGE = 'usage: node scripts/evaluate-coordinator.ts DATA_DIR [--judge NAME] [--labels FILE]\n';

const POLICY: CoordinatorPolicy = { maxInlineComments: 5, minimumConfidence: 50, minimumSeverity: 'suggestion' };
const OPEN: CoordinatorPolicy = {
  ...POLICY,
  maxInlineComments: 1000,
  minimumConfidence: 0,
  openPercent: 0,
  openCheckPercent: 0,
};
const VARIANTS: readonly (readonly [string, CoordinatorPolicy])[] = [
  ['coordinator', POLICY],
  ['everything open', OPEN],
  ['five open, however sure', { ...POLICY, openPercent: 0, openCheckPercent: 0 }],
  ...[10, 15, 20, 25, 30, 35, 40].map(
    (openPercent) => [`open from ${openPercent}%`, { ...POLICY, openPercent }] as const,
  ),
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { judge: { type: 'string', default: 'opus45' }, labels: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else evaluate(folder);

/** Prints how the coordinator does on recorded reviews of real tools, beside everything unmerged. */
function evaluate(data: string): void {
  const sets: readonly (readonly [string, readonly LabelledReview[]])[] = [
    ['tools', reviewsOfTools(data, values.judge)],
    ['one reviewer that states its confidence, a run each', reviewsOfAgents(data, values.labels, false)],
    ['its runs together', reviewsOfAgents(data, values.labels, true)],
  ];
  const rows = rowsByRepository(data, values.labels);
  const priors = new Map([...rows.keys()].map((name) => [name, priorOf(fitWithout(rows, name))]));
  const shipped = { ...PRIOR };
  for (const [name, reviews] of sets) {
    print(`\n${name}: ${reviews.length} reviews\n`);
    row('raw', reviews, raw);
    if (name === 'tools') sweep(reviews);
    for (const [variant, policy] of VARIANTS) row(variant, reviews, (review) => answered(review, policy));
    row('fitted without its repository', reviews, (review) => {
      // The constants are the program's; only this script exchanges them, to see how they do where they were not made.
      Object.assign(PRIOR, priors.get(review.repository));
      return answered(review, POLICY);
    });
    Object.assign(PRIOR, shipped);
    if (name !== 'tools') calibration(reviews, priors);
    Object.assign(PRIOR, shipped);
  }
}

/**
 * Of each concern: what its reviewer stated, and the percentage that people would see: by what was believed before any data, by the program's
 * constants, and by a fit made again that never saw its repository. By bins as well.
 */
function calibration(reviews: readonly LabelledReview[], priors: ReadonlyMap<string, object>): void {
  const believed = priorOf(Object.values(COEFFICIENTS).map(({ belief }) => belief.mean));
  const shipped = { ...PRIOR };
  const said = (name: string, all: readonly Stated[]): void => {
    const { brier, error, bins } = calibrationOf(all);
    print(
      `${name.padEnd(34)} concerns ${all.length}  Brier ${brier.toFixed(3)}  calibration error ${error.toFixed(3)}\n`,
    );
    for (const { from, count, chance, right } of bins) {
      print(`  from ${from.toFixed(1)}: ${count}, said ${chance.toFixed(2)}, right ${right.toFixed(2)}\n`);
    }
  };
  said(
    'as stated',
    concernsOf(reviews, () => shipped).map(({ stated, isRight }) => ({ chance: stated, isRight })),
  );
  said(
    'as believed before any data',
    concernsOf(reviews, () => believed),
  );
  said(
    'as scored',
    concernsOf(reviews, () => shipped),
  );
  said(
    'as fitted again without it',
    concernsOf(reviews, (repository) => priors.get(repository)),
  );
}

/** Each concern with its percentage by the constants that are meant for its repository. */
function concernsOf(
  reviews: readonly LabelledReview[],
  prior: (repository: string) => object | undefined,
): (Stated & { readonly stated: number })[] {
  return reviews.flatMap((review) => {
    Object.assign(PRIOR, prior(review.repository));
    return coordinate({ ...review.input, policy: OPEN }).review.comments.flatMap(({ finding, confidence, score }) =>
      score === undefined
        ? []
        : [
            {
              stated: confidence / 1000,
              chance: score.percent / 100,
              isRight: (review.mistakes.get(finding)?.length ?? 0) > 0,
            },
          ],
    );
  });
}

function answered({ input }: LabelledReview, policy: CoordinatorPolicy): Answer {
  const { decisions, review } = coordinate({ ...input, policy });
  return {
    shown: review.comments.filter(({ folded }) => folded === undefined).map(({ finding }) => finding),
    merged: mergedOf(decisions),
  };
}

/** The pairs at several bars of likeness: the most of them that are joined where 95 of 100 joined ones are right. */
function sweep(reviews: readonly LabelledReview[]): void {
  for (let bar = 100; bar <= 400; bar += 20) {
    const answers = reviews.map((review) => grouped(review, bar));
    const { recall, precision } = pairsOf(reviews, answers);
    const shown = answers.reduce((sum, answer) => sum + answer.shown.length, 0);
    print(`  alike ${bar} of 1000: ${shown} concerns, pairs ${recall.toFixed(3)} at ${precision.toFixed(3)}\n`);
  }
}

function grouped({ input }: LabelledReview, bar: number): Answer {
  const text = new ChangedText({ ...input, policy: POLICY });
  const claims = validate(input.reports).flatMap(({ finding }) => {
    const verified = verifyEvidence(finding, text);
    return verified.kind === 'claim' ? [verified.claim] : [];
  });
  const groups = dedupe(claims, bar).map(({ duplicateSets }) =>
    duplicateSets.flatMap((set) => set.claims.map((claim) => claim.finding.id)),
  );
  return {
    shown: groups.flatMap(([first]) => first ?? []),
    merged: new Map(groups.flatMap(([first, ...rest]) => rest.map((id): [string, string] => [id, first ?? id]))),
  };
}

function row(name: string, reviews: readonly LabelledReview[], answer: (review: LabelledReview) => Answer): void {
  const answers = reviews.map(answer);
  const { findings, precision, recall, f1 } = scoreOf(reviews, answers);
  const pairs = pairsOf(reviews, answers);
  print(
    `${name.padEnd(34)} findings ${String(findings).padStart(4)}  precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}  pairs ${pairs.recall.toFixed(3)} at ${pairs.precision.toFixed(3)}\n`,
  );
}

function print(text: string): void {
  process.stdout.write(text);
}
