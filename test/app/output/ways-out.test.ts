import { afterAll, expect, test } from 'vitest';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import { createSecretScanner } from '../../../analysers/secret-scanner.ts';
import { learnSecrets, scrub, scrubValue } from '../../../app/known-secrets.ts';
import { renderJobSummary } from '../../../app/output/github/job-summary.ts';
import { planPublication } from '../../../app/output/github/plan-publication.ts';
import { scrubPublication } from '../../../app/output/github/scrub-publication.ts';
import { renderJson } from '../../../app/output/json.ts';
import { renderMarkdown } from '../../../app/output/markdown.ts';
import { renderPretty } from '../../../app/output/pretty.ts';
import type { ReviewOutput } from '../../../app/output/review-output.ts';
import { renderSarif } from '../../../app/output/sarif/render-sarif.ts';
import { DISGUISES } from '../../support/secrets/disguises.ts';
import { RULE_KINDS } from '../../support/secrets/rule-kinds.ts';
import { SECRET_KINDS } from '../../support/secrets/secret-kinds.ts';
import { toldForms } from '../../support/secrets/told-forms.ts';
import { runs } from '../../support/soak.ts';
import { aComment, anOutput } from './build-review-output.ts';
import { someFacts } from './github/build-publication.ts';

// What a model says of a secret that the run knows, in every form and place, by everything that shows a review.

const pool = createAnalyserPool({ timeoutMs: 300_000 });
const scanner = createSecretScanner(pool);
afterAll(() => pool.close());

const summaryOf = (output: ReviewOutput) =>
  renderJobSummary(output, { reason: output.review.verdictReason, publication: null, links: [], problems: [] });

/** What each way writes, as the program does: the review is scrubbed before it is rendered, texts once more. */
const WAYS: Readonly<Record<string, (output: ReviewOutput) => string | Promise<string>>> = {
  'the terminal': (output) => scrub(renderPretty(scrubValue(output), { colour: true, width: 80 })),
  Markdown: (output) => renderMarkdown(scrubValue(output)),
  JSON: (output) => renderJson(scrubValue(output)),
  SARIF: (output) => scrub(renderSarif(scrubValue(output))),
  'the job summary': (output) => scrub(summaryOf(scrubValue(output))),
  'the job summary of a review that was not scrubbed': (output) => scrub(summaryOf(output)),
  'SARIF of a review that was not scrubbed': (output) => scrub(renderSarif(output)),
  'bodies, check and annotations': async (output) =>
    JSON.stringify(await scrubPublication(planPublication(scrubValue(output), someFacts()), scanner)),
  'rows of the log': (output) => JSON.stringify(scrubValue({ row: output.review, problems: output.problems })),
};

/** A review that says each of some texts wherever a review says something. */
function saying(texts: readonly string[]): ReviewOutput {
  const [first = ''] = texts;
  const comments = texts.flatMap((text, at) => {
    const said = aComment({
      finding: `f${at}`,
      fingerprint: `fp${at}`,
      concern: `c${at}`,
      title: `About ${text}`,
      explanation: `It is ${text}, as you see.`,
      failureScenario: { description: text, command: `run ${text}`, expected: text, actual: `not ${text}` },
      replacement: `\tconst value = "${text}";`,
      references: [`https://acme.io/?q=${text}`],
    });
    return [
      said,
      { ...said, finding: `g${at}`, fingerprint: `gp${at}`, concern: `d${at}`, placement: 'summary' as const },
    ];
  });
  return anOutput({
    comments,
    review: { verdictReason: `Because of ${first}.`, incompleteReasons: [...texts] },
    problems: texts.map((text) => ({ what: `failed with ${text}`, where: text, remedy: `leave ${text} out` })),
  });
}

/** Forms in one review: more would be cut off where a body is full. */
const FORMS_A_REVIEW = 5;
/**
 * All pairs of kinds and forms are ten thousand a way, which takes hours. The long form takes every kind, each with other five forms than the
 * one before: some 1,500 pairs a way, 20 minutes.
 */
const STEP = runs(97, 8);
/** These are searched for unknown secrets as well, which takes longer. */
const SLOW = /^bodies/;
const SLOW_STEP = 12;
const KINDS = [...SECRET_KINDS, ...RULE_KINDS].filter(({ secret }) => secret.length >= 12);
const FORMS = Object.entries(DISGUISES);
const GROUPS = KINDS.flatMap((kind) =>
  FORMS.flatMap((_, at) => (at % FORMS_A_REVIEW === 0 ? [{ kind, forms: FORMS.slice(at, at + FORMS_A_REVIEW) }] : [])),
).filter((_, at) => at % STEP === 0);

test.each(Object.entries(WAYS))('secrets of every kind in every form stay out of %s', async (way, write) => {
  const told: string[] = [];
  const groups = SLOW.test(way) ? GROUPS.filter((_, at) => at % SLOW_STEP === 0) : GROUPS;
  for (const { kind, forms } of groups) {
    learnSecrets([kind.secret]);
    const written = await write(saying(forms.map(([, disguise]) => disguise(kind.secret))));
    // Halves of a short one may be like words or anything else (docs/security.md).
    const seen = toldForms(written, kind.secret).filter((name) => name !== 'cut in two' || kind.secret.length >= 24);
    if (seen.length > 0) told.push(`${kind.name}: ${seen.join(', ')}`);
  }
  expect(told).toEqual([]);
});
