import { isTestPath } from '../../changed-code/test-path.ts';
import { syntaxRoot } from '../../changed-code/syntax-root.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { onLine } from '../added-lines.ts';
import { filesWithAddedLines, isFixture, isTest } from '../paths.ts';
import { callsWhatAsserts, helpersIn, mayAssert, withoutSelfEvident } from '../unasserted/assertions.ts';
import { mayHoldTests, type TestFunction, testFunctions } from '../unasserted/test-functions.ts';

const MOST_FILES = 40;
const MOST_CHARACTERS = 600_000;
const MOST_TOLD = 3;
/** So many other tests of the file assert something: then it is the habit here. */
const HABIT = 2;
/** What runs after each test may look at what it left. */
const AFTERWARDS =
  /\bafter(?:Each|_each|All)?\b|tear_?down|@After|\byield\b|\bIDisposable\b|\bt\.Cleanup\b|\bat_exit\b/i;
/** Marks that ask for a failure, or keep the test from running. */
const ASKED_ABOVE =
  /expect|throws|exception|raises|panic|ignore|skip|disabled|xfail|todo|pending|parametri[sz]e|TestFactory|bench/i;
const FAILS = /raises|throws?|exception|panic|fail|error|reject|refuse/i;
const TEST_FILE = /(?:Test|Tests|Spec|IT|TestCase)\.(?:java|kt|cs|php)$|_test\.go$|\.rs$/;

/** Finds new tests that assert nothing, in files whose other tests all do. */
export const unassertedTests: Check = {
  id: 'unasserted-tests',
  comparesSides: true,
  async run(context) {
    const files = filesWithAddedLines(context.changeSet.files).filter(
      ({ newPath }) =>
        mayHoldTests(newPath) &&
        (isTest(newPath) || isTestPath(newPath) || TEST_FILE.test(newPath)) &&
        !isFixture(newPath),
    );
    let told = 0;
    for (const file of files.slice(0, MOST_FILES)) {
      for (const one of await unasserted(context, file)) {
        told += 1;
        if (told > MOST_TOLD) return;
        context.report({
          rule: 'test-without-assertion',
          ...onLine(file.newPath, one.line, one.text),
          title: mayAssert(one.code) ? 'A new test that cannot fail' : 'A new test that asserts nothing',
          explanation: `The test ${one.name.replaceAll('`', "'")} ${mayAssert(one.code) ? 'only asserts what is so in any case' : 'only runs code: neither it nor a helper that it calls looks at a result'}, and all other tests of this file do more. It stays green whatever comes out.`,
        });
      }
    }
  },
};

interface Unasserted extends TestFunction {
  readonly text: string;
}

async function unasserted(context: CheckContext, file: ChangedFile): Promise<Unasserted[]> {
  const content = await context.read(file.newPath, 'new');
  if (content.kind === 'absent' || content.text.length > MOST_CHARACTERS || AFTERWARDS.test(content.text)) return [];
  const { text } = content;
  const root = await syntaxRoot(context, file.newPath, text);
  if (root === null) return [];
  const tests = testFunctions(file.newPath, text, root);
  const without = tests.filter(({ code, marks }) => !mayAssert(withoutSelfEvident(code)) && !ASKED_ABOVE.test(marks));
  const [only, ...others] = without;
  if (only === undefined || others.length > 0 || tests.length - 1 < HABIT) return [];
  const added = context.changedLines(file, 'new');
  if (!added.has(only.line)) return [];
  const old = file.hunks.some(({ lines }) =>
    lines.some(({ kind, text: line }) => kind === 'deleted' && line.includes(only.name)),
  );
  if (
    old ||
    isCounterpart(only, tests) ||
    (await callsWhatAsserts(context, withoutSelfEvident(only.code), file.newPath))
  )
    return [];
  return [{ ...only, text: text.split('\n')[only.line - 1] ?? '' }];
}

/** Another test expects that the same call fails: this one shows when it does not. */
function isCounterpart({ code, name }: TestFunction, tests: readonly TestFunction[]): boolean {
  const calls = helpersIn(code);
  return tests.some(
    (one) =>
      one.name !== name && FAILS.test(one.code + one.marks) && helpersIn(one.code).some((call) => calls.includes(call)),
  );
}
