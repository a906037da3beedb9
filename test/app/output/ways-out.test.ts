import { afterAll, expect, test } from 'vitest';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import { createSecretScanner } from '../../../analysers/secret-scanner.ts';
import { learnSecrets, scrub, scrubValue } from '../../../app/known-secrets.ts';
import { createScrubber } from '../../../app/webhook/scrub.ts';
import { neutraliseWorkflow } from '../../../app/output/text/neutralise.ts';
import type { SecretScanner } from '../../../forge/forge.ts';
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

const scrubber = createScrubber([]);

/** A review as somebody says it, as it is handed on, and as it is about to be published. */
interface Said {
  readonly raw: ReviewOutput;
  readonly clean: ReviewOutput;
}

/** Finds no further secret, so that the search for known ones is alone: what a scanner finds besides only takes more away. */
const FINDS_NOTHING: SecretScanner = {
  scan: (files) => Promise.resolve(files.map(() => ({ kind: 'scanned', spans: [] }))),
};
const published = async ({ clean }: Said, search: SecretScanner): Promise<string> =>
  JSON.stringify(await scrubPublication(planPublication(clean, someFacts()), search));

const problemsOf = ({ problems }: ReviewOutput, write: (text: string) => string): string =>
  problems.map(({ what, where, remedy }) => write(`${what}\nWhere: ${where}\nTo do: ${remedy}`)).join('\n');

/** What each way writes, as the program does: the review is scrubbed before it is rendered, texts once more. */
const WAYS: Readonly<Record<string, (said: Said) => string | Promise<string>>> = {
  'the terminal': ({ clean }) => scrub(renderPretty(clean, { colour: true, width: 80 })),
  Markdown: ({ clean }) => renderMarkdown(clean),
  JSON: ({ clean }) => renderJson(clean),
  SARIF: ({ clean }) => scrub(renderSarif(clean)),
  'the job summary': ({ clean }) => scrub(summaryOf(clean)),
  'the job summary of a review that was not scrubbed': ({ raw }) => scrub(summaryOf(raw)),
  'SARIF of a review that was not scrubbed': ({ raw }) => scrub(renderSarif(raw)),
  'an artifact of a review that was not scrubbed': ({ raw }) => scrub(renderMarkdown(raw)),
  'bodies, check and annotations': (said) => published(said, FINDS_NOTHING),
  'rows of the log': ({ raw }) => JSON.stringify(scrubValue({ row: raw.review, problems: raw.problems })),
  'error messages in the log of a job': ({ raw }) => problemsOf(raw, (text) => scrub(neutraliseWorkflow(text))),
  'error messages in the log and the metrics of the App': ({ raw }) =>
    problemsOf(raw, (text) => scrubber.scrub(JSON.stringify({ level: 'error', err: text }))),
};

/** In the long form all pairs of kinds and forms leave by every way. */
const STEP = runs(53, 1);
/** There each pair stands in the title and in every third of the other places; a form stands in each place for a third of the kinds. */
const PLACES = runs(1, 3);

/** A review that says each of some texts wherever a comment says something; every other one, from `first` on, is left to the summary. */
function saying(texts: readonly string[], first: number): ReviewOutput {
  const comments = texts.map((text, at) => {
    const says = (place: number, words: string): string => ((first + at + place) % PLACES === 0 ? words : 'no more');
    return aComment({
      finding: `f${at}`,
      fingerprint: `fp${at}`,
      concern: `c${at}`,
      title: `About ${text}`,
      explanation: says(0, `It is ${text}, as you see.`),
      failureScenario: {
        description: says(1, text),
        command: says(2, `run ${text}`),
        expected: says(0, text),
        actual: says(1, `not ${text}`),
      },
      replacement: says(2, `\tconst value = "${text}";`),
      references: [says(0, `https://acme.io/?q=${text}`)],
      placement: (first + at) % 2 === 0 ? ('inline' as const) : ('summary' as const),
    });
  });
  return anOutput({
    comments,
    review: { verdictReason: `Because of ${texts[0] ?? ''}.`, incompleteReasons: [...texts] },
    problems: texts.map((text) => ({ what: `failed with ${text}`, where: text, remedy: `leave ${text} out` })),
  });
}

/** Forms in one review: more would be cut off where a body is full. */
const FORMS_A_REVIEW = 13;
const KINDS = [...SECRET_KINDS, ...RULE_KINDS].filter(({ secret }) => secret.length >= 12);
const FORMS = Object.entries(DISGUISES);

interface Group {
  readonly kind: { readonly name: string; readonly secret: string };
  readonly forms: typeof FORMS;
  readonly first: number;
}

/** A kind in all forms. */
const groupsOf = (kind: Group['kind'], first: number): Group[] =>
  FORMS.flatMap((_, at) =>
    at % FORMS_A_REVIEW === 0 ? [{ kind, forms: FORMS.slice(at, at + FORMS_A_REVIEW), first: first + at }] : [],
  );
const GROUPS = KINDS.flatMap(groupsOf).filter((_, at) => at % STEP === 0);

const sayingOf = ({ kind, forms, first }: Group): ReviewOutput =>
  saying(
    forms.map(([, disguise]) => disguise(kind.secret)),
    first,
  );

function saidOf(group: Group): Said {
  learnSecrets([group.kind.secret]);
  const raw = sayingOf(group);
  return { raw, clean: scrubValue(raw) };
}

/** What a text tells of a secret; halves of a short one may be like words or anything else (docs/security.md). */
const tellsOf = (written: string, { kind: { secret } }: Pick<Group, 'kind'>): string[] =>
  toldForms(written, secret).filter((name) => name !== 'cut in two' || secret.length >= 24);

test('a secret that nobody knows is told by every way in every form', async () => {
  const kind = { name: 'nobody knows', secret: 'vT5wQ8nXr2LkPz7YbH3mJd9s' };
  for (const [way, write] of Object.entries(WAYS)) {
    const told: string[] = [];
    for (const group of groupsOf(kind, 0)) {
      const raw = sayingOf(group);
      told.push(...toldForms(await write({ raw, clean: raw }), kind.secret));
    }
    expect([way, FORMS.map(([name]) => name).filter((name) => !told.includes(name))]).toEqual([way, []]);
  }
});

test('the one function that every way passes blanks secrets of every kind in every form', () => {
  const told: string[] = [];
  for (const kind of KINDS) {
    learnSecrets([kind.secret]);
    const said = FORMS.map(([, disguise]) => `It is ${disguise(kind.secret)}, as you see.`);
    const seen = tellsOf(scrub(said.join('\n')), { kind });
    if (seen.length > 0) told.push(`${kind.name}: ${seen.join(', ')}`);
  }
  expect(told).toEqual([]);
});

test('secrets of every kind in every form leave by no way', async () => {
  const told: string[] = [];
  let cells = 0;
  for (const group of GROUPS) {
    const said = saidOf(group);
    for (const [way, write] of Object.entries(WAYS)) {
      const seen = tellsOf(await write(said), group);
      if (seen.length > 0) told.push(`${way}: ${group.kind.name}: ${seen.join(', ')}`);
      cells += group.forms.length;
    }
  }
  expect(cells).toBe(GROUPS.reduce((sum, { forms }) => sum + forms.length, 0) * Object.keys(WAYS).length);
  expect(told).toEqual([]);
});

test('what is published is searched for unknown secrets as well, and tells no more', async () => {
  for (const group of GROUPS.filter((_, at) => at % 12 === 0)) {
    expect(tellsOf(await published(saidOf(group), scanner), group)).toEqual([]);
  }
});
