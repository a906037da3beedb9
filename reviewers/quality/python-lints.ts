import { lint, type Lint } from './lint.ts';
import { isCalledAtOnce, raisesAgain } from './python-places.ts';
import { CLASS_LINTS } from './python-lints-classes.ts';

const FORMAT = {
  title: 'Format string and its arguments do not fit',
  why: 'The placeholders of the format and the values given for it differ in number, name or kind.',
};
const RAISES = 'When this line runs, formatting raises an exception.';

const formatError = lint(['format-mismatch', 'warning', 950], { ...FORMAT, scenario: RAISES });
const logError = lint(['logging-arguments', 'warning', 930], {
  title: 'Logging call and its format do not fit',
  why: 'The number of arguments differs from the number of placeholders.',
  scenario: 'When this line runs, logging prints a traceback of its own to stderr instead of the message.',
});
const blocking = lint(['blocking-call-in-async', 'warning', 850], {
  title: 'Blocking call in an async function',
  why: 'The event loop runs on this thread, and nothing else on it goes on until the call returns.',
  scenario: 'While this call waits, every other task of the event loop stands still.',
});
const misplaced = lint(['misplaced-statement', 'warning', 950], {
  title: 'Statement stands where Python does not allow it',
  why: 'return, yield, await, break and continue belong into a function or a loop.',
  scenario: 'Importing the module raises a SyntaxError.',
});
const repeated = lint(['repeated-key', 'warning', 930], {
  title: 'Key appears twice in one dictionary',
  why: 'The later entry replaces the earlier one without a word.',
  scenario: 'Looking the key up gives the last value; the first one is lost.',
});
const alwaysTrue = lint(['tuple-condition', 'warning', 950], {
  title: 'Condition is a tuple, which is always true',
  why: 'A tuple with elements is true whatever they are; the parentheses or the comma are one too many.',
  scenario: 'The test passes for every value.',
});
const badHandler = lint(['bad-except-clause', 'warning', 930], {
  title: 'except clause does not catch what it names',
  why: 'It must name exception classes, or a tuple of them.',
  scenario: 'An exception of a class that seems to be named here is not caught, or raises a TypeError in its place.',
});
const misnamed = lint(['bad-all', 'warning', 900], {
  title: '__all__ is not a list of names',
  why: 'It must hold strings that the module defines.',
  scenario: '`from module import *` raises an exception.',
});

/** Redefining is only certain for plain functions: decorators and branches do it on purpose. */
function isPlainFunction(line: string, before: string): boolean {
  return /^\s*(?:async\s+)?def\s/.test(line) && !/^\s*@|^\s*(?:if|else|elif|try|except)\b.*:\s*$/.test(before);
}

/** ruff's rules that find bugs, not style, by ruff's codes. Several codes may be one rule of ours. */
export const PYTHON_LINTS: Readonly<Record<string, Lint>> = {
  ...CLASS_LINTS,
  F821: lint(
    ['undefined-name', 'warning', 900],
    {
      title: 'Undefined name',
      why: 'Nothing in this file defines or imports it, and it is no builtin.',
      scenario: 'When this line runs it raises a NameError.',
    },
    // Whoever names the very rule means a name that something else brings: a type checker, or a test of names that nobody knows.
    { when: (line) => !/#\s*noqa:\s*(?:[A-Z]+\d+[\s,]+){0,10}F821\b/.test(line) },
  ),
  F823: lint(['undefined-local', 'warning', 900], {
    title: 'Local variable is used before it is assigned',
    why: 'An assignment further down makes the name local to the whole function.',
    scenario: 'When this line runs it raises an UnboundLocalError.',
  }),
  F811: lint(
    ['redefined-function', 'warning', 850],
    {
      title: 'Function is defined twice',
      why: 'Nothing uses the earlier definition before this one replaces it.',
      scenario: 'Calling the name, or collecting it as a test, runs this definition only.',
    },
    { when: isPlainFunction },
  ),
  F502: formatError,
  F503: formatError,
  F505: formatError,
  F506: formatError,
  F507: formatError,
  F508: formatError,
  F509: formatError,
  F521: formatError,
  F524: formatError,
  F525: formatError,
  PLE1300: formatError,
  PLE1307: formatError,
  PLE1205: logError,
  PLE1206: logError,
  F601: repeated,
  F602: repeated,
  F631: alwaysTrue,
  F634: alwaysTrue,
  F632: lint(
    ['is-literal', 'warning', 930],
    {
      title: 'Identity test with a literal',
      why: '`is` asks whether two objects are one, not whether they are equal.',
      scenario:
        'For an equal value that is another object the test gives the wrong answer; which objects are shared is up to Python.',
    },
    { mends: true },
  ),
  F633: lint(['print-redirection', 'warning', 950], {
    title: '`print >>` is Python 2',
    why: 'In Python 3 it shifts the function `print`.',
    scenario: 'When this line runs it raises a TypeError.',
  }),
  F701: misplaced,
  F702: misplaced,
  F704: misplaced,
  F706: misplaced,
  F901: lint(
    ['raise-not-implemented', 'warning', 950],
    {
      title: 'NotImplemented is no exception',
      why: 'It is a value for binary methods; the exception is called NotImplementedError.',
      scenario: 'When this line runs it raises a TypeError instead.',
    },
    { mends: true },
  ),
  B002: lint(['unary-increment', 'warning', 930], {
    title: 'Python has no increment operator',
    why: '`++n` is the plus sign twice.',
    scenario: 'After this line runs the variable has the value it had before.',
  }),
  B006: lint(
    ['mutable-default', 'warning', 850],
    {
      title: 'Mutable default argument',
      why: 'The default is made once, when the function is defined, and shared by all calls.',
      scenario:
        'Once one call changes the default in place, every later call without the argument starts with the changed object.',
    },
    { notInTests: true },
  ),
  B039: lint(['mutable-contextvar-default', 'warning', 850], {
    title: 'Mutable default of a context variable',
    why: 'The default is made once and shared by all contexts.',
    scenario: 'Once one context changes the default in place, every other context sees the change.',
  }),
  B012: lint(['jump-in-finally', 'warning', 930], {
    title: 'Control flow in finally overrides the try block',
    why: 'return, break or continue in `finally` replaces what try or except were about to do.',
    scenario: 'An exception raised in the try block is lost when this line runs.',
  }),
  B015: lint(
    ['pointless-comparison', 'warning', 850],
    {
      title: 'Comparison without effect',
      why: 'Its outcome is thrown away; an assignment or an assert was probably meant.',
      scenario: 'Whether the two sides are equal or not, the program goes on in the same way.',
    },
    { notInTests: true },
  ),
  B016: lint(['raise-literal', 'warning', 950], {
    title: 'A literal is raised',
    why: 'Only exceptions can be raised.',
    scenario: 'When this line runs it raises a TypeError instead.',
  }),
  B020: lint(
    ['loop-variable-overrides-iterable', 'warning', 850],
    {
      title: 'Loop variable replaces what is looped over',
      why: 'Both have one name.',
      scenario: 'After the first turn the name stands for an element, not for the collection.',
    },
    // With a call in between (`enumerate(x)`, `hooks(x)`) narrowing the name is a habit, not a slip.
    { when: (line) => /\bfor\s+(\w+)\s+in\s+\1\s*:/.test(line) },
  ),
  B023: lint(
    ['loop-variable-in-closure', 'warning', 750],
    {
      title: 'Function made in a loop uses the loop variable',
      why: 'It looks the variable up when it is called, not when it is made.',
      scenario: 'When the function is called after its turn of the loop, it sees the value of a later turn.',
    },
    { notInTests: true, when: (line, _, at) => !isCalledAtOnce(line, at) },
  ),
  B025: lint(['duplicate-except', 'warning', 930], {
    title: 'Exception is caught twice',
    why: 'The first clause that fits is taken.',
    scenario: 'For this exception the earlier clause runs; this one never does.',
  }),
  B029: badHandler,
  B030: badHandler,
  PLW0711: badHandler,
  B031: lint(['groupby-reused', 'warning', 850], {
    title: 'Group of itertools.groupby is used more than once',
    why: 'A group is an iterator, and the first use empties it.',
    scenario: 'The second pass over the group sees no elements.',
  }),
  B035: lint(['constant-comprehension-key', 'warning', 930], {
    title: 'Dictionary comprehension has a constant key',
    why: 'Every turn writes the same entry.',
    scenario: 'For any number of elements the dictionary has one entry, made from the last.',
  }),
  E722: lint(
    ['bare-except', 'suggestion', 600],
    {
      title: 'Bare except',
      why: 'It also catches KeyboardInterrupt and SystemExit.',
      scenario: 'When Ctrl-C or sys.exit() comes while the try block runs, this clause catches it.',
    },
    { notInTests: true, when: (_, __, at) => !raisesAgain(at) },
  ),
  PLE0101: lint(['return-in-init', 'warning', 930], {
    title: '__init__ returns a value',
    why: 'A constructor must return None.',
    scenario: 'Constructing an instance on this path raises a TypeError.',
  }),
  PLE0604: misnamed,
  PLE0605: misnamed,
  PLE0643: lint(['index-out-of-range', 'warning', 900], {
    title: 'Index is outside of the sequence',
    why: 'The sequence is written out here and has fewer elements.',
    scenario: 'When this line runs it raises an IndexError.',
  }),
  PLE1132: lint(['repeated-keyword', 'warning', 950], {
    title: 'Keyword argument is given twice',
    why: 'A parameter takes one value.',
    scenario: 'When this line runs it raises a TypeError.',
  }),
  PLE1142: misplaced,
  PLE1310: lint(['strip-is-no-suffix', 'warning', 850], {
    title: 'strip takes a set of characters, not a word',
    why: 'The argument names a character twice, so a prefix or suffix was meant.',
    scenario: 'Any run of these characters at the end is removed, more than the word that was meant.',
  }),
  PLE1507: lint(['bad-environment-name', 'warning', 930], {
    title: 'Environment variable is not named by a string',
    why: 'The name of an environment variable is text.',
    scenario: 'When this line runs it raises a TypeError.',
  }),
  PLE1519: lint(['singledispatch-method', 'warning', 850], {
    title: 'singledispatch on a method',
    why: 'It dispatches on the first argument, which is `self` here; singledispatchmethod was meant.',
    scenario: 'Every call takes the default implementation.',
  }),
  PLW0129: lint(['assert-on-string', 'warning', 930], {
    title: 'assert on a string',
    why: 'A string with characters is always true; the condition is missing.',
    scenario: 'The assertion passes whatever happens.',
  }),
  PLW0177: lint(['nan-comparison', 'warning', 950], {
    title: 'Comparison with NaN',
    why: 'NaN equals nothing, itself included.',
    scenario: 'For a value that is NaN, this comparison does not find it.',
  }),
  PLW1501: lint(['bad-open-mode', 'warning', 930], {
    title: 'open has an invalid mode',
    why: 'The mode is no combination that Python knows.',
    scenario: 'When this line runs it raises a ValueError.',
  }),
  RUF006: lint(
    ['dangling-task', 'warning', 240],
    {
      title: 'Nothing holds the task',
      why: 'The event loop keeps weak references only.',
      scenario: 'The garbage collector may take the task before it is done, and what it raises is seen by nobody.',
    },
    { notInTests: true },
  ),
  RUF016: lint(['bad-index-type', 'warning', 930], {
    title: 'Sequence is indexed with something else than an integer',
    why: 'Lists, tuples and strings take integers and slices.',
    scenario: 'When this line runs it raises a TypeError.',
  }),
  ASYNC210: blocking,
  ASYNC220: blocking,
  ASYNC221: blocking,
  ASYNC222: blocking,
  ASYNC251: blocking,
};

/** Names that frameworks and older Pythons put among the builtins: not knowing them is no bug. */
export const PYTHON_BUILTINS: readonly string[] = [
  '_',
  '__path__',
  'N_',
  'ngettext',
  'display',
  'get_ipython',
  'reveal_type',
  'reveal_locals',
  'unicode',
  'basestring',
  'long',
  'xrange',
  'raw_input',
  'unichr',
  'reduce',
  'execfile',
  'cmp',
  'WindowsError',
];
