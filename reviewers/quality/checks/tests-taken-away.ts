import type { ChangedFile } from '../../../schemas/change-set.ts';
import { syntaxRoot } from '../../changed-code/syntax-root.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { saysItGoes } from '../guards/is-meant.ts';
import { changedSides, type OneSided } from '../taken/changed-sides.ts';
import { type ChangedProduction, type ChangedTests, lostWith, whatIsTested } from '../taken/same-matter.ts';
import { ownTestsFrom, partOf } from '../taken/test-files.ts';
import { type TestFunction, testFunctions } from '../unasserted/test-functions.ts';

/** A change that does more than this means what it takes away. */
const MOST_FILES = 12;
const MOST_LINES = 400;
const MOST_CHARACTERS = 600_000;

/** Says where a change only takes away from the tests of the code that it alters. */
export const testsTakenAway: Check = {
  id: 'tests-taken-away',
  comparesSides: true,
  async run(context) {
    const change = await readChange(context);
    if (change === null) return;
    const { tests, production } = change;
    if (tests.length === 0 || tests.some(({ come }) => come.length > 0)) return;
    const taken = tests.flatMap(({ gone }) => gone);
    if (taken.length === 0 || lostWith(production, taken) !== null) return;
    const tested = whatIsTested(production, tests);
    if (tested === null) return;
    const gone: { readonly path: string; readonly test: TestFunction }[] = [];
    for (const file of tests) for (const test of await goneTests(context, file)) gone.push({ path: file.path, test });
    for (const { test } of gone) if (await standsElsewhere(context, test)) return;
    const report = reportOf(tests, gone, tested);
    if (report !== null) context.report(report);
  },
};

interface Change {
  readonly tests: readonly ChangedTests[];
  readonly production: readonly ChangedProduction[];
}

/** The two parts of a change that alters code and tests of files that stay; null where it does more. */
async function readChange(context: CheckContext): Promise<Change | null> {
  const { changeSet } = context;
  const files = withoutNoise(changeSet.files);
  const size = files.reduce((sum, { added, deleted }) => sum + (added ?? 0) + (deleted ?? 0), 0);
  if (files.length > MOST_FILES || size > MOST_LINES || saysItGoes(changeSet.title)) return null;
  const tests: ChangedTests[] = [];
  const production: ChangedProduction[] = [];
  for (const file of files) {
    const part = partOf(file.newPath);
    if (part === 'other') continue;
    const sides = changedSides(file);
    // What comes is a test, or what one reads, or code of which nobody knows whether it moved.
    if (part === 'material' && (sides.come.length > 0 || file.binary)) return null;
    if (part === 'material') continue;
    if (file.status !== 'M' && !(file.status === 'D' && part === 'test')) return null;
    if (part === 'production' && sides.gone.length + sides.come.length === 0) continue;
    const texts = await textsOf(context, file);
    if (texts === null) return null;
    if (part === 'test') {
      tests.push({ ...sides, before: texts.before });
      continue;
    }
    const [from, since] = [ownTestsFrom(file.oldPath, texts.before), ownTestsFrom(file.newPath, texts.after)];
    const [gone, come] = [sides.gone.filter(({ line }) => line >= from), sides.come.filter(({ line }) => line >= since)];
    if (gone.length + come.length > 0) tests.push({ path: sides.path, gone, come, before: texts.before });
    const own = { gone: sides.gone.filter(({ line }) => line < from), come: sides.come.filter(({ line }) => line < since) };
    const after = texts.after.split('\n').slice(0, since).join('\n');
    if (own.gone.length + own.come.length > 0) production.push({ path: sides.path, ...own, after });
  }
  return production.length === 0 ? null : { tests, production };
}

async function textsOf(
  context: CheckContext,
  { status, oldPath, newPath }: ChangedFile,
): Promise<{ readonly before: string; readonly after: string } | null> {
  const old = await context.read(oldPath, 'old');
  if (old.kind === 'absent' || old.text.length > MOST_CHARACTERS) return null;
  if (status === 'D') return { before: old.text, after: '' };
  const now = await context.read(newPath, 'new');
  if (now.kind === 'absent' || now.text.length > MOST_CHARACTERS) return null;
  return { before: old.text, after: now.text };
}

/** The tests whose own lines go. */
async function goneTests(context: CheckContext, { path, gone, before }: ChangedTests): Promise<TestFunction[]> {
  const root = await syntaxRoot(context, path, before);
  if (root === null) return [];
  const lines = new Set(gone.map(({ line }) => line));
  return testFunctions(path, before, root).filter(({ line }) => lines.has(line));
}

/** Whether the head still has a test of this name. */
async function standsElsewhere(context: CheckContext, { name }: TestFunction): Promise<boolean> {
  const text = name.replaceAll(/^['"`]|['"`]$/g, '');
  const found = await context.search({ text, side: 'new', wholeWord: /^\w+$/.test(text), limit: 1 });
  return found.kind === 'unavailable' || found.value.length > 0;
}

/** A line that asserts, in all languages: the call itself, not a name that speaks of it. */
const ASSERTS = /\b(?:assert\w*!?[ .(]|expect(?:_\w+)?[ (]|Assert\.|assertThat|verify\()|\.(?:Should\(|should[ .])|\bt\.(?:Error|Fatal)f?\(/;

function reportOf(
  tests: readonly ChangedTests[],
  gone: readonly { readonly path: string; readonly test: TestFunction }[],
  tested: ChangedProduction,
): Report | null {
  const [first] = gone;
  const place = first === undefined ? assertionOf(tests) : lineOf(tests, first.path, first.test.line);
  if (place === null) return null;
  const { path, line } = place;
  const names = gone.slice(0, 3).map(({ test }) => `\`${test.name.replaceAll(/[`'"]/g, '').slice(0, 80)}\``);
  const more = gone.length > 3 ? ` and ${gone.length - 3} more` : '';
  const changed = tested.come[0]?.line ?? tested.gone[0]?.line ?? 1;
  return {
    rule: 'test-taken-away',
    location: { path, side: 'old', startLine: line.line, endLine: line.line },
    evidence: line.text.replace(/\r$/, ''),
    title: first === undefined ? 'What a test asserts is gone while the code that it tests changes' : 'A test is gone while the code that it tests changes',
    explanation: `${first === undefined ? 'This' : `${names.join(', ')}${more}`} goes, no test comes, and \`${tested.path}\` changes here (line ${changed}). Say in the change why it need not hold any more, or put it back.`,
    failureScenario: { description: `What the test asked of \`${tested.path}\` fails, and the suite stays green.` },
  };
}

interface Place {
  readonly path: string;
  readonly line: OneSided;
}

function lineOf(tests: readonly ChangedTests[], path: string, number: number): Place | null {
  const line = tests.find((file) => file.path === path)?.gone.find((one) => one.line === number);
  return line === undefined ? null : { path, line };
}

/** The first assertion that goes from a test that stays; rows of tables also go with what is no case any more. */
function assertionOf(tests: readonly ChangedTests[]): Place | null {
  for (const { path, gone } of tests) {
    const line = gone.find(({ text }) => ASSERTS.test(text));
    if (line !== undefined) return { path, line };
  }
  return null;
}
