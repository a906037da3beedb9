import { isTestPath } from '../changed-code/test-path.ts';
import type { Check } from '../reviewer.ts';
import { isTest } from './paths.ts';

/** What matters in a test as well: that it is read and run at all, that its names are there, and that its assertions can fail. */
const OF_TESTS: ReadonlySet<string> = new Set([
  'syntax-error',
  'dangling-import',
  'undefined-name',
  'undefined-local',
  'redefined-function',
  'no-dupe-class-members',
  'raises-nothing',
  'assert-on-string',
  'assert-message',
  'tuple-condition',
  'valid-expect',
  'missing-await',
  'promises-not-waited-for',
]);

/** The ways of languages that name a test by the end of a word, or its folder by the project: `CartTest.java`, `Shop.Tests/`. */
const BY_WORD = /[a-z\d](?:Tests?|Spec)\.(?:java|kts?|cs|php|scala|groovy|swift)$|(?:^|\/)[\w.]*\.(?:\w+)?Tests?\//;

/** Below what is shown openly. */
const FOLDED = 200;

/** Odd code is what tests are made of: of a check's findings in them only those stand openly that matter there. The others are folded. */
export function quietInTests(check: Check): Check {
  return {
    ...check,
    run: (context) =>
      check.run({
        ...context,
        report(report) {
          const path = report.location?.path;
          const isTold = path === undefined || OF_TESTS.has(report.rule) || !isAmongTests(path);
          context.report(isTold ? report : { ...report, confidence: FOLDED });
        },
      }),
  };
}

function isAmongTests(path: string): boolean {
  return isTest(path) || isTestPath(path) || BY_WORD.test(path);
}
