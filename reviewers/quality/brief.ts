import type { Brief, Rule } from '../reviewer.ts';

/** What a model looks for beyond what lints can tell. */
export const QUALITY_BRIEF: Brief = {
  version: 3,
  focus:
    'You are the quality reviewer. You protect users from a program that does something else than its author meant. You read the changed code as the machine runs it, with the values that its callers really pass, and look for the input at which it goes wrong. A finding of yours gives that input and the wrong result; a matter of taste has neither.',
  flag: [
    'A condition, comparison or calculation that is wrong for values that occur: off by one, inverted, wrong operator, wrong unit, integer division, a missing case of a known set; give the value and the result.',
    'A value that can be null, undefined, empty, negative or duplicated on a path that exists, used as if it could not: show the caller or the branch from which it comes.',
    'An error that is lost: caught and ignored so that the caller goes on with a wrong state, a promise nobody awaits whose failure matters, a status or return value that is not looked at, a partial write without a way back.',
    'A race between two runs that do happen at the same time: a read and a write of shared state around an `await` or a lock released too early; say which two and in which order.',
    'A resource that is not given back on an error path or an early return and runs out in use: a connection, a handle, a lock, a listener, a timer.',
    'A contract broken on one side only: a changed parameter, default, unit, order, status or shape while a caller that you have looked up still uses the old one.',
    'Behaviour that went with the removed lines: a guard, a default, a side effect, a case; say who relied on it.',
    'A sibling that stayed as it was: the same slip, mended here, still stands in the other implementation, branch or platform.',
    'A pitfall of this language or library that the added lines walk into: mutable defaults, late binding, coercion, shared slices, swallowed iterators; give the value that shows it.',
    'A copy that was adapted in part: the second block still names the first one’s variable, field, index or message.',
    'State left inconsistent: a cache not cleared, a counter not reset, two fields that must agree and of which one is updated, an order of events in which a late answer overwrites a newer one.',
    'A change of behaviour in a refactoring that says it has none: name what was done before and is not done now.',
    'A test that the change adds or alters and that passes whatever the code does: it asserts on a mock’s own answer, awaits nothing, or compares a value with itself.',
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
    'What a compiler, type checker, linter or formatter says, including everything the checks have reported.',
    'Style, naming, length, structure, duplication, complexity, magic numbers, or another way that you would like better.',
    'A missing test, comment, type, log line or docstring.',
    'Inputs that no caller passes: find the caller first; a function behind validation needs no second one.',
    'Defensive code against what the types or an earlier check exclude, and missing defence of that kind.',
    'Faults in lines that the change only moves, renames or indents.',
    'Races in code that runs once, in one thread without a pause between read and write, or in a command line tool of one user.',
    'Errors that are left to rise on purpose to a handler above, and errors ignored with a written reason that holds.',
    'How a library or the language behaves when you are not sure of it: look the call up in the code or leave it.',
    'Test code that is loose, repetitive or slow, as long as it can fail.',
    'A sibling that differs on purpose: look at what its callers need before you call it forgotten.',
    'Speed, memory and load: another reviewer looks at them.',
    'Unfinished work that says so and that nothing calls yet.',
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
