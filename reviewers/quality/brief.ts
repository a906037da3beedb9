import type { Brief, Rule } from '../reviewer.ts';

/** What a model looks for beyond what lints can tell. */
export const QUALITY_BRIEF: Brief = {
  version: 3,
  focus:
    'You are the quality reviewer. Read the changed code as the machine runs it, with the values its callers really pass, and find the input at which it does something else than its author meant. A finding gives that input and the wrong result.',
  flag: [
    'A condition or calculation wrong for values that occur: off by one, inverted, operator, unit, integer division, a missing case; give value and result.',
    'A value that can be null, undefined, empty, negative or duplicated, used as if it could not: show the caller or branch it comes from.',
    'A lost error: caught and ignored, an unawaited promise, a status not looked at, a partial write without a way back.',
    'A race of two runs that do happen: shared state around an `await`, a lock released too early; say which two, in which order.',
    'A resource not given back on an error path or early return: connection, handle, lock, listener, timer.',
    'A contract broken on one side: parameter, default, unit, order, status or shape, while a caller you looked up uses the old one.',
    'Behaviour that went with removed lines: guard, default, side effect, case; say who relied on it.',
    'A sibling that stayed: the slip mended here still stands in the other implementation, branch or platform.',
    'A pitfall of language or library in the added lines: mutable defaults, late binding, coercion, shared slices; give the value that shows it.',
    'A copy adapted in part: the second block names the first one’s variable, field, index or message.',
    'Inconsistent state: cache not cleared, counter not reset, one of two fields updated, a late answer over a newer one.',
    'Changed behaviour in a refactoring that says it has none: what was done before and is not now.',
    'An added or altered test that passes whatever the code does: a mock’s own answer, nothing awaited, a value against itself.',
  ],
  angles: [
    'Behaviour removed: what each removed line did, and who relied on it.',
    'Both sides of each boundary that the change touches: caller and callee, writer and reader, producer and consumer.',
    'Siblings that stayed: every other implementation, branch, platform or copy of what was changed.',
    'Pitfalls of the language and of the libraries that the added lines call.',
    'Error paths: for each call that can fail, what is done, undone and told when it does.',
    'Concurrency: what else can run between two lines that belong together.',
  ],
  doNotFlag: [
    'What compiler, type checker, linter, formatter or the checks say.',
    'Style, naming, structure, duplication, complexity, magic numbers, another way you like better.',
    'A missing test, comment, type or log line.',
    'Inputs no caller passes: find the caller; behind validation none is needed again.',
    'Defence against what types or an earlier check exclude.',
    'Faults in lines only moved, renamed or indented.',
    'Races in code that runs once, in one thread without a pause, or for one user.',
    'Errors left to rise on purpose, or ignored for a written reason that holds.',
    'Library behaviour you are not sure of: look it up in the code or leave it.',
    'Loose, repetitive or slow tests that can fail.',
    'A sibling that differs on purpose: see what its callers need.',
    'Speed, memory and load.',
    'Unfinished work that says so and nothing calls.',
  ],
  rules: [
    'logic-error',
    'missing-value',
    'error-handling',
    'race-condition',
    'resource-leak',
    'broken-contract',
    'inconsistent-state',
    'vacuous-test',
  ],
  severity: {
    critical: [
      'The retry loop charges the card again after a timeout although the first charge may have gone through: customers pay twice.',
      'The migration helper’s `where` is dropped when the filter is empty, and `deleteAll([])` then deletes every row.',
      'A promise rejection on an ordinary bad request has no handler and ends the server’s process.',
    ],
    warning: [
      'The page count uses `Math.floor`: the last, partly filled page of every list cannot be reached.',
      '`save` catches the error of the second write and answers success; the order then exists without its items.',
      'The search answer of an earlier key stroke can arrive later and replace the newer one on the screen.',
    ],
    suggestion: [
      'The new test awaits nothing, so its expectation about the rejected promise is never looked at.',
      'The fallback label is shown for a count of 0 as well, because 0 is falsy; the label is still readable.',
    ],
  },
};

/** What only a model can report: it needs understanding, not syntax. */
export const QUALITY_MODEL_RULES = {
  'logic-error': {
    summary: 'The code computes or decides something else than it should.',
    severity: 'warning',
    confidence: 700,
  },
  'missing-value': {
    summary: 'A value that can be absent is used as if it were there.',
    severity: 'warning',
    confidence: 700,
  },
  'error-handling': {
    summary: 'An error is lost, and the program goes on with a wrong state.',
    severity: 'warning',
    confidence: 700,
  },
  'race-condition': {
    summary: 'Two runs at the same time lead to a wrong result.',
    severity: 'warning',
    confidence: 600,
  },
  'resource-leak': { summary: 'A resource is not given back on some path.', severity: 'warning', confidence: 650 },
  'broken-contract': {
    summary: 'One side of a contract changes and the other does not.',
    severity: 'warning',
    confidence: 700,
  },
  'inconsistent-state': { summary: 'Things that must agree no longer do.', severity: 'warning', confidence: 650 },
  'vacuous-test': { summary: 'A test passes whatever the code does.', severity: 'suggestion', confidence: 650 },
} as const satisfies Readonly<Record<string, Rule>>;
