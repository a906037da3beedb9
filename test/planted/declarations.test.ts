import { beforeAll, expect, it } from 'vitest';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import type { Check, Judges, Reviewer } from '../../reviewers/reviewer.ts';
import { wrongDeclarations } from './declarations.ts';
import { dressed } from './dressed.ts';
import { readHazards } from './hazard.ts';
import { reviewPlanted } from './review-planted.ts';
import { type ScoredHazard, scorePlanted } from './score.ts';

const PLANTED = readHazards();
const HAZARDS = [...PLANTED, ...dressed(PLANTED)];

function fake(id: string, judges: Judges, run: Check['run']): Reviewer {
  const rules = { hazard: { summary: 'A hazard.', severity: 'warning', confidence: 900 } } as const;
  return { id, description: 'A reviewer for this test.', rules, checks: [{ id: 'all', judges: [judges], run }] };
}

const PYTHON: Judges = { kinds: ['python'], families: ['injection'] };
const SAID = { rule: 'hazard', evidence: null, title: 'A hazard', explanation: 'A hazard.' };

const silent = async (): Promise<void> => undefined;

/** Finds every hazard that is planted and nothing else, for it knows them. */
const knowing: Check['run'] = async (context) => {
  for (const { path, hazard, hazardLines } of HAZARDS) {
    const content = await context.read(path, 'new');
    if (content.kind !== 'text' || content.text !== hazard.toString()) continue;
    const [startLine, endLine] = hazardLines;
    context.report({ ...SAID, location: { path, side: 'new', startLine, endLine } });
  }
};

/** Cries wolf on every line. */
const crying: Check['run'] = async (context) => {
  for (const { newPath, hunks } of context.changeSet.files) {
    for (const { kind, newLine, text } of hunks.flatMap(({ lines }) => lines)) {
      if (kind !== 'added' || text === '') continue;
      context.report({
        ...SAID,
        evidence: text,
        location: { path: newPath, side: 'new', startLine: newLine, endLine: newLine },
      });
    }
  }
};

const NO_PROBLEM = /^$/;
const FAKES = [
  ['a silent check', /python injection: it finds 0 of \d+ held-out hazards/, fake('silent', PYTHON, silent)],
  ['one that knows everything', NO_PROBLEM, fake('knowing', PYTHON, knowing)],
  [
    'one that reports every line',
    /python injection: it reports (\d+) of \1 safe twins/,
    fake('crying', PYTHON, crying),
  ],
  [
    'an unknown kind',
    /cobol injection: no such hazard is planted/,
    fake('cobol', { ...PYTHON, kinds: ['cobol'] }, knowing),
  ],
  ['every kind', /\* injection: .* name the kinds/, fake('everything', { ...PYTHON, kinds: ['*'] }, knowing)],
  [
    'families of which nothing is planted',
    NO_PROBLEM,
    fake('secrets-only', { kinds: ['*'], families: ['secrets'] }, silent),
  ],
] as const;
const ALL = [...BUILT_IN_REVIEWERS, ...FAKES.map(([, , reviewer]) => reviewer)];

let scored: readonly ScoredHazard[] = [];
beforeAll(async () => {
  scored = scorePlanted(HAZARDS, await reviewPlanted(HAZARDS, ALL), ALL);
}, 300_000);

it('lets a check declare only what it finds half of without having seen it', () => {
  expect(wrongDeclarations(BUILT_IN_REVIEWERS, scored)).toEqual([]);
});

it.each(FAKES)('measures %s: %s', (_, problem, reviewer) => {
  expect(wrongDeclarations([reviewer], scored).join('\n')).toMatch(problem);
});

it('counts what a check declares and nothing else', () => {
  const foundBy = (check: string) =>
    new Set(scored.flatMap((one) => (one.foundBy.includes(check) ? [one.family] : [])));
  expect(foundBy('knowing/all')).toEqual(new Set(['injection']));
  expect(foundBy('secrets-only/all')).toEqual(new Set());
});
