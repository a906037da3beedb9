import { syntaxRoot } from '../../changed-code/syntax-root.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import type { OneSided } from '../taken/changed-sides.ts';
import { readChange } from '../taken/read-change.ts';
import { type ChangedProduction, type ChangedTests, lostWith, whatIsTested } from '../taken/same-matter.ts';
import { type TestFunction, testFunctions } from '../unasserted/test-functions.ts';

const OFF = /disabled|ignore|skip|xfail|pending/i;
/** Each name is a search through the tree. */
const MOST_NAMES = 20;

/** Says where a change only takes away from the tests of the code that it alters. */
export const testsTakenAway: Check = {
  id: 'tests-taken-away',
  comparesSides: true,
  async run(context) {
    const change = await readChange(context);
    if (change === null) return;
    const { tests, production } = change;
    if (lostWith(production, tests) !== null) return;
    const tested = whatIsTested(production, tests);
    if (tested === null) return;
    const gone: { readonly path: string; readonly test: TestFunction }[] = [];
    for (const file of tests) for (const test of await goneTests(context, file)) gone.push({ path: file.path, test });
    for (const { test } of gone.slice(0, MOST_NAMES)) if (await standsElsewhere(context, test)) return;
    // One that did not run kept nothing from coming back.
    if (gone.some(({ test }) => OFF.test(test.marks))) return;
    const report = reportOf(tests, gone, tested);
    if (report !== null) context.report(report);
  },
};

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
const ASSERTS =
  /\b(?:assert\w*!?[ .(]|expect(?:_\w+)?[ (]|Assert\.|assertThat|verify\()|\.(?:Should\(|should[ .])|\bt\.(?:Error|Fatal)f?\(/;

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
    title:
      first === undefined
        ? 'What a test asserts is gone while the code that it tests changes'
        : 'A test is gone while the code that it tests changes',
    explanation: `${first === undefined ? 'This' : `${names.join(', ')}${more}`} ${gone.length > 1 ? 'go' : 'goes'}, nothing comes among the tests, and \`${tested.path}\` changes here (line ${changed}). Say in the change why it need not hold any more, or put it back.`,
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
