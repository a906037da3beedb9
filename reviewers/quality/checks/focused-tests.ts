import type { Check } from '../../reviewer.ts';
import { reportLeftovers, type LeftoverSearch } from '../leftover.ts';
import { isTest } from '../paths.ts';

const SCRIPTS = ['javascript', 'typescript', 'tsx'];
const CALLED = {
  kind: 'call_expression',
  has: { field: 'arguments', has: { nthChild: 1, any: [{ kind: 'string' }, { kind: 'template_string' }] } },
};

const SEARCHES: readonly LeftoverSearch[] = [
  {
    files: (path) => /\.[cm]?[jt]sx?$/i.test(path) && isTest(path),
    comments: 'slashes',
    pattern:
      /(?<![\w$.])(?:(?:describe|it|test|context|suite|specify)(?:\.\w+)*\.only\s*[.(`]|(?:fdescribe|fit|fcontext)\s*\(\s*["'`])/,
    syntax: {
      rules: [
        {
          id: 'only',
          language: SCRIPTS,
          rule: {
            kind: 'member_expression',
            regex: String.raw`^(describe|it|test|context|suite|specify)(\.\w+)*\.only$`,
          },
        },
        { id: 'focused', language: SCRIPTS, rule: { ...CALLED, regex: String.raw`^(fdescribe|fit|fcontext)\s*\(` } },
      ],
    },
  },
  {
    files: (path) => /_spec\.rb$/i.test(path),
    comments: 'hash',
    pattern: /^\s*(?:fdescribe|fcontext|fit|fspecify)\b\s*(?:\(\s*)?["'A-Z]/,
  },
];

/** Finds tests that keep all others from running. */
export const focusedTests: Check = {
  id: 'focused-tests',
  run: (context) =>
    reportLeftovers(context, SEARCHES, {
      rule: 'focused-test',
      title: 'Focused test left in',
      explanation: 'A focused test is the only one that its runner runs; the others are skipped without failing.',
      scenario: 'Running this file reports success although the tests that are not focused did not run.',
    }),
};
