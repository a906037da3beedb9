import type {
  Agreement,
  BenchmarkReport,
  Comparison,
  Estimate,
  EvaluationDocument,
  Grade,
  MatchingReport,
} from '../../../schemas/learning/evaluation.ts';
import { plural } from '../../output/plural.ts';
import { type LogOptions, pageText, paragraph, plainOneLine } from './log-text.ts';

/** Rules shown of each configuration; all of them stand in the JSON. */
const SHOWN = 10;

/** `docket eval`: what each configuration came to, how they differ, and what the past suggests. */
export function renderEvaluation(document: EvaluationDocument, { colours, width }: LogOptions): string {
  const { labels, runs, skipped, configurations, comparisons, suggestion, seed, benchmark, matching } = document;
  const told = [
    ...(benchmark === undefined ? [] : benchmarkLines(benchmark)),
    ...(matching === undefined ? [] : matchingLines(matching)),
  ];
  if (runs === 0)
    return pageText([
      colours.bold(`Nothing to grade: ${plural(skipped, 'run')} left out`),
      ...paragraph(
        `Nothing is known yet of what they said: no comment of theirs was accepted, dismissed or left to a merge. \`--labels FILE\` and \`--fixes DAYS\` bring other knowledge (docs/evaluation.md).`,
        { width },
      ),
      ...told,
    ]);
  const facts = `${labels.real} known mistakes and ${labels.notReal} comments that were none, from ${labels.source}; matched ${labels.matching}.`;
  return pageText([
    colours.bold(`${plural(runs, 'run')} graded, ${skipped} left out`),
    ...paragraph(`${facts} Intervals hold 95 of 100 resamples of the pull requests (seed ${seed}).`, { width }),
    ...configurations.flatMap(({ name, grade }) => ['', colours.bold(plainOneLine(name)), ...gradeLines(grade)]),
    ...comparisons.flatMap((one) => ['', ...comparisonLines(one)]),
    ...told,
    '',
    ...(suggestion === null
      ? ['  No threshold is suggested: that takes about 40 pull requests of which something is known.']
      : [
          colours.bold(`Suggested, from the older seven in ten: comments.openPercent: ${suggestion.openPercent}`),
          `  on the newer ones ${scores(suggestion.heldOut)}`,
          `  as it is          ${scores(suggestion.heldOutAsItIs)}`,
          '  What it would have changed: docket replay --config <a file that sets it> --last <runs>',
        ]),
  ]);
}

function benchmarkLines({
  history,
  matches,
  budgetUsd,
  spentUsd,
  configurations,
  unjudged,
}: BenchmarkReport): string[] {
  const names = (what: string, all: readonly string[]) => (all.length === 0 ? [] : [`    ${what}: ${all.join(', ')}`]);
  return [
    '',
    `  ${spentUsd.toFixed(4)} of ${budgetUsd.toFixed(2)} USD spent; recorded in ${history}`,
    ...configurations.flatMap(({ name, reviewed, alreadyThere, missing, left, failed }) => [
      `  ${name}: ${reviewed} reviewed, ${alreadyThere} recorded before`,
      ...names('neither a diff nor a clone is there', missing),
      ...names('left out, because the money is at its end', left),
      ...failed.map(({ change, reason }) => `    ${change} failed: ${reason}`),
    ]),
    ...(unjudged === null ? [] : [`  not all matches were judged: ${unjudged}`]),
    `  The same again, asking nobody: docket eval --labels <the file> --history ${history} --matches ${matches}`,
  ].map(plainOneLine);
}

function matchingLines({
  models,
  prompt,
  verdicts,
  undecided,
  withWords,
  withPlaces,
  withPeople,
}: MatchingReport): string[] {
  const who = models.length === 0 ? 'nobody' : models.join(', ');
  return [
    '',
    `  Matching judged by ${who}${prompt === null ? '' : ` (question ${prompt.version})`}: ${verdicts} pairs, ${undecided} by words and place`,
    ...(verdicts === 0
      ? []
      : [
          `    agrees with words and place: ${agreement(withWords)}`,
          `    with places alone: ${agreement(withPlaces)}`,
        ]),
    ...(withPeople === null ? [] : [`    with people: ${agreement(withPeople)}`]),
  ].map(plainOneLine);
}

function agreement({ pairs, both, onlyFirst, onlySecond, agreed, kappa }: Agreement): string {
  if (pairs === 0) return 'no pair that both decided';
  const beyond = kappa === null ? '' : `, kappa ${kappa.toFixed(2)}`;
  return `${(100 * agreed).toFixed(1)}% of ${pairs} pairs${beyond} (both ${both}, only the judge ${onlyFirst}, only the other ${onlySecond})`;
}

function gradeLines(grade: Grade): string[] {
  const { pullRequests, comments, hits, wrong, unlabelled, known, found } = grade;
  const cost = (grade.microUsdPerPullRequest / 1e6).toFixed(4);
  return [
    `  ${scores(grade)}`,
    `  ${plural(pullRequests, 'pull request')}: ${comments} comments (${hits} right, ${wrong} wrong, ${unlabelled} of which nothing is known), ${found} of ${known} mistakes told`,
    `  ${grade.commentsPerPullRequest.toFixed(1)} comments and ${cost} USD a pull request`,
    ...[...grade.reviewers, ...grade.rules.slice(0, SHOWN)].map(({ name, ...of }) =>
      plainOneLine(`    ${name}: ${of.hits} right, ${of.wrong} wrong, ${of.unlabelled} unknown`),
    ),
  ];
}

function comparisonLines({ first, second, f1, precision, recall, secondIsBetter }: Comparison): string[] {
  return [
    plainOneLine(`${second} against ${first}: better F1 in ${secondIsBetter} of 100 resamples`),
    `  F1 ${estimate(f1)}  precision ${estimate(precision)}  recall ${estimate(recall)}`,
  ];
}

function scores({ precision, recall, f1 }: Pick<Grade, 'precision' | 'recall' | 'f1'>): string {
  return `F1 ${estimate(f1)}  precision ${estimate(precision)}  recall ${estimate(recall)}`;
}

function estimate({ value, low, high }: Estimate): string {
  return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
