import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { probability, type Row } from './evaluate/ridge.ts';
import { COEFFICIENTS, fitWithout, priorOf, rowsByRepository } from './evaluate/score-model.ts';

const USAGE = 'usage: node scripts/fit-score.ts DATA_DIR --labels FILE [--write YYYY-MM-DD]\n';
const TARGET = 'coordinator/score/fitted-prior.ts';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { labels: { type: 'string' }, write: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else fit(folder);

/** Fits the constants of the score on labelled reviews, says how they do on repositories left out, and writes them with the data's name. */
function fit(data: string): void {
  const rows = rowsByRepository(data, values.labels);
  const believed = Object.values(COEFFICIENTS).map(({ belief }) => belief.mean);
  const coefficients = fitWithout(rows, null);
  for (const [at, name] of Object.keys(COEFFICIENTS).entries()) {
    process.stdout.write(`${name.padEnd(10)} ${coefficients[at]?.toFixed(2)}  believed ${believed[at]}\n`);
  }
  for (const [repository, own] of rows) {
    const [left, before] = [fitWithout(rows, repository), believed].map((one) => loss(own, one).toFixed(3));
    process.stdout.write(`without ${repository.padEnd(10)} log loss there ${left}, of what was believed ${before}\n`);
  }
  const prior = JSON.stringify(priorOf(coefficients), null, 2);
  if (values.write !== undefined) writeFileSync(TARGET, source(prior, values.write));
  else process.stdout.write(`${prior}\n`);
}

function loss(rows: readonly Row[], coefficients: readonly number[]): number {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const lost = rows.map(({ features, isTrue, weight }) => {
    const chance = probability(features, coefficients);
    return -weight * Math.log(isTrue ? chance : 1 - chance);
  });
  return lost.reduce((sum, one) => sum + one, 0) / total;
}

function source(prior: string, date: string): string {
  return `import type { ScorePrior } from './score-prior.ts';

/**
 * Made by \`node scripts/fit-score.ts\` on ${date}: remarks of 15 review tools and of one reviewer that states its confidence on ten pull
 * requests of withmartian/code-review-benchmark and andyzengmath/soliton (both MIT), beside what was believed before (\`COEFFICIENTS\` in
 * scripts/evaluate/score-model.ts). Checks, quotes, rules of tools and voices of checks and models are in none of them, and stand as believed.
 */
export const PRIOR: ScorePrior = ${prior};
`;
}
