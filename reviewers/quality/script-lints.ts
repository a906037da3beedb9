import { lint, type Lint } from './lint.ts';
import { LIBRARY_LINTS } from './script-lints-libraries.ts';
import { isAskedBefore } from './asked-before.ts';

/**
 * oxlint's rules that find bugs, not style, by oxlint's names. Each was chosen by hand: what it matches is wrong in every program,
 * or so nearly that the line needs a second look.
 */
export const SCRIPT_LINTS: Readonly<Record<string, Lint>> = {
  ...LIBRARY_LINTS,
  'constructor-super': lint(['constructor-super', 'warning', 950], {
    title: 'Derived constructor does not call super() as it must',
    why: 'A derived class has no `this` before `super()` has run, and a class without a parent must not call it.',
    scenario: 'Calling the constructor on the path that the linter found throws a ReferenceError or SyntaxError.',
  }),
  'no-this-before-super': lint(['no-this-before-super', 'warning', 950], {
    title: '`this` is used before super() has run',
    why: 'Before `super()` returns, `this` is not bound.',
    scenario: 'Constructing an instance on this path throws a ReferenceError.',
  }),
  'no-const-assign': lint(['no-const-assign', 'warning', 980], {
    title: 'A constant is assigned again',
    why: 'The binding was declared with `const` or `using`.',
    scenario: 'When this line runs it throws "TypeError: Assignment to constant variable."',
  }),
  'no-import-assign': lint(['no-import-assign', 'warning', 950], {
    title: 'An imported binding is assigned',
    why: 'Imports are read-only views of another module.',
    scenario: 'When this line runs it throws a TypeError.',
  }),
  'no-func-assign': lint(
    ['no-func-assign', 'warning', 800],
    {
      title: 'A function declaration is overwritten',
      why: 'The name of a function declaration is assigned; every later call reaches the new value.',
      scenario: 'After this line runs, calling the function by its name no longer calls what was declared.',
    },
    { notInTests: true },
  ),
  'no-obj-calls': lint(['no-obj-calls', 'warning', 950], {
    title: 'A namespace object is called like a function',
    why: '`Math`, `JSON`, `Reflect`, `Atomics` and `Intl` are objects.',
    scenario: 'When this line runs it throws a TypeError: not a function.',
  }),
  'no-new-native-nonconstructor': lint(['no-new-native-nonconstructor', 'warning', 950], {
    title: '`new` with a function that is no constructor',
    why: '`Symbol` and `BigInt` cannot be constructed.',
    scenario: 'When this line runs it throws a TypeError: not a constructor.',
  }),
  'no-invalid-regexp': lint(['no-invalid-regexp', 'warning', 950], {
    title: 'Invalid regular expression',
    why: 'The pattern or its flags do not parse.',
    scenario: 'When this line runs it throws a SyntaxError.',
  }),
  'no-unsafe-optional-chaining': lint(
    ['no-unsafe-optional-chaining', 'warning', 850],
    {
      title: 'The result of an optional chain is used where undefined throws',
      why: 'The chain gives `undefined` when its subject is missing, and what follows cannot take `undefined`.',
      scenario: 'When the subject of `?.` is null or undefined, this expression throws a TypeError.',
    },
    { notInTests: true, when: (line, _, at) => !isAskedBefore(line, at) },
  ),
  'no-dupe-keys': lint(['no-dupe-keys', 'warning', 950], {
    title: 'Key appears twice in one object',
    why: 'The later entry replaces the earlier one without a word.',
    scenario: 'Reading the key gives the last value written; the first one is lost.',
  }),
  'no-dupe-class-members': lint(['no-dupe-class-members', 'warning', 950], {
    title: 'Class member is defined twice',
    why: 'The later definition replaces the earlier one.',
    scenario: 'Calling the member runs the last definition; the first one is dead code.',
  }),
  'no-duplicate-case': lint(['no-duplicate-case', 'warning', 950], {
    title: 'Case label appears twice',
    why: 'Only the first matching case of a switch is taken.',
    scenario: 'For this value the earlier case runs; this one never does.',
  }),
  'no-dupe-else-if': lint(['no-dupe-else-if', 'warning', 930], {
    title: 'Condition was already tested earlier in the chain',
    why: 'Whenever it holds, an earlier branch of the same if-else-if chain has been taken.',
    scenario: 'No input reaches this branch.',
  }),
  'no-duplicate-enum-values': lint(['no-duplicate-enum-values', 'warning', 750], {
    title: 'Two enum members share one value',
    why: 'Members with the same value cannot be told apart.',
    scenario:
      'Comparing one member with the other gives true, so code that branches on them takes the first branch for both.',
  }),
  'no-self-assign': lint(['no-self-assign', 'warning', 800], {
    title: 'Value is assigned to itself',
    why: 'The assignment changes nothing; one of its sides was probably meant to be another name.',
    scenario: 'After this line runs the target holds what it held before.',
  }),
  'no-self-compare': lint(
    ['no-self-compare', 'warning', 850],
    {
      title: 'Value is compared with itself',
      why: 'Both sides are the same expression, so the outcome does not depend on another value.',
      scenario: 'The comparison has the same outcome for every value but NaN.',
    },
    // `x !== x` is an old and correct test for NaN.
    { when: (line) => !/!==?/.test(line), notInTests: true },
  ),
  'no-cond-assign': lint(
    ['no-cond-assign', 'warning', 850],
    {
      title: 'Assignment where a comparison is expected',
      why: 'A single `=` in the condition assigns, and the condition is the assigned value.',
      scenario: 'Running the condition overwrites the left side and takes the branch by the right side alone.',
    },
    // Loops that assign and test in one go are a common idiom.
    { when: (line) => /\bif\s*\(/.test(line) },
  ),
  'no-unsafe-negation': lint(['no-unsafe-negation', 'warning', 950], {
    title: 'Negation binds to the left operand only',
    why: '`!a in b` means `(!a) in b`, and `!a instanceof B` means `(!a) instanceof B`.',
    scenario: 'The test is made on `true` or `false` instead of the value, so it answers the wrong question.',
  }),
  'use-isnan': lint(['use-isnan', 'warning', 950], {
    title: 'Comparison with NaN',
    why: 'NaN equals nothing, itself included.',
    scenario: 'For a value that is NaN, this comparison does not find it.',
  }),
  'valid-typeof': lint(['valid-typeof', 'warning', 950], {
    title: 'typeof is compared with something it never gives',
    why: '`typeof` gives one of eight words, and this is none of them.',
    scenario: 'The comparison has the same outcome for every value.',
  }),
  'no-compare-neg-zero': lint(['no-compare-neg-zero', 'warning', 850], {
    title: 'Comparison with -0 does not tell it from 0',
    why: '`===` and the relational operators treat 0 and -0 alike.',
    scenario: 'For the value 0 the comparison gives the same as for -0.',
  }),
  'for-direction': lint(['for-direction', 'warning', 930], {
    title: 'Loop counter moves away from its bound',
    why: 'The update makes the condition hold ever more.',
    scenario:
      'Once the body is entered, the condition never becomes false; without another way out the loop does not end.',
  }),
  'no-unsafe-finally': lint(['no-unsafe-finally', 'warning', 930], {
    title: 'Control flow in finally overrides the try block',
    why: 'return, throw, break or continue in `finally` replaces what try or catch were about to do.',
    scenario: 'An exception thrown in the try block, or its return value, is lost when this line runs.',
  }),
  'no-async-promise-executor': lint(['no-async-promise-executor', 'warning', 850], {
    title: 'Promise executor is async',
    why: 'What an async executor throws rejects its own promise, which nobody holds.',
    scenario: 'If the executor throws, the new promise never settles and the error is an unhandled rejection.',
  }),
  'array-callback-return': lint(
    ['array-callback-return', 'warning', 800],
    {
      title: 'Array callback does not return on every path',
      why: 'The method uses what the callback returns, and here that is `undefined` on some path.',
      scenario: 'For elements that take the path without a return, the method works with `undefined`.',
    },
    // An async callback returns a promise on every path, which `Promise.all` waits for.
    {
      when: (line, before) => !/\basync\b|\bPromise\.\w+\(/.test(`${before.slice(-500)} ${line.slice(0, 2000)}`),
      notInTests: true,
    },
  ),
  'getter-return': lint(['getter-return', 'warning', 900], {
    title: 'Getter does not return on every path',
    why: 'A getter exists for its value.',
    scenario: 'Reading the property on the path without a return gives `undefined`.',
  }),
  'no-setter-return': lint(['no-setter-return', 'suggestion', 800], {
    title: 'Setter returns a value',
    why: 'The value of a setter is thrown away.',
    scenario: 'Whoever assigns the property gets the assigned value, not the returned one.',
  }),
  'no-loss-of-precision': lint(['no-loss-of-precision', 'warning', 930], {
    title: 'Number literal cannot be represented exactly',
    why: 'It has more digits than a double holds.',
    scenario: 'At run time the value differs from the digits written here.',
  }),
  'no-unreachable': lint(
    ['no-unreachable', 'warning', 850],
    {
      title: 'Unreachable code',
      why: 'Every path to this line has already returned, thrown, broken or continued.',
      scenario: 'No input makes this line run.',
    },
    // A `break` behind an endless loop, a `throw` behind a `switch` that knows all: what ends a branch is written by habit.
    { notInTests: true, when: (line) => !/^(?:(?:break|continue|return);?|throw\s[^;]{1,500};?)$/.test(line.trim()) },
  ),
  'no-constant-binary-expression': lint(
    ['no-constant-binary-expression', 'warning', 850],
    {
      title: 'Expression always gives the same',
      why: 'One operand decides the outcome before the other is looked at, or the two can never be equal.',
      scenario: 'The operation has the same outcome whatever the variable operand is.',
    },
    { notInTests: true },
  ),
  'no-empty-character-class': lint(['no-empty-character-class', 'warning', 900], {
    title: 'Empty character class matches nothing',
    why: '`[]` in a regular expression stands for no character at all.',
    scenario: 'No text matches a path through this class.',
  }),
  'no-sparse-arrays': lint(['no-sparse-arrays', 'warning', 750], {
    title: 'Array literal has a hole',
    why: 'Two commas in a row leave a slot without a value.',
    scenario: 'Reading the slot gives `undefined`, and forEach and map skip it.',
  }),
  'no-unexpected-multiline': lint(
    ['no-unexpected-multiline', 'warning', 850],
    {
      title: 'Two lines are read as one expression',
      why: 'A line that begins with a bracket continues the line before, because no semicolon ends it.',
      scenario: 'The first line is called, indexed or used as a tag with what stands on the second.',
    },
    // `[method](` on a line of its own is how a chain calls a method by its name.
    { notInTests: true, when: (line) => !/^\s*\[\w+\]\s*\(/.test(line) },
  ),
  'no-fallthrough': lint(['no-fallthrough', 'suggestion', 600], {
    title: 'The case before falls through into this one',
    why: 'It ends without break, return or throw, and no comment says that this is meant.',
    scenario: 'For a value of the case before, the statements of this case run too.',
  }),
  'bad-comparison-sequence': lint(['bad-comparison-sequence', 'warning', 900], {
    title: 'Chained comparison compares a boolean',
    why: '`a == b == c` compares the outcome of the first comparison with the third operand.',
    scenario: 'With three equal numbers other than 1 the chain gives false.',
  }),
  'bad-min-max-func': lint(['bad-min-max-func', 'warning', 900], {
    title: 'Math.min and Math.max are the wrong way round',
    why: 'The two bounds exclude each other, so one of them always wins.',
    scenario: 'The expression gives the same number for every input.',
  }),
  'const-comparisons': lint(['const-comparisons', 'warning', 900], {
    title: 'Two comparisons contradict or repeat each other',
    why: 'Together they can only have one outcome, or one of them adds nothing.',
    scenario: 'No value makes the weaker comparison matter.',
  }),
  'erasing-op': lint(['erasing-op', 'warning', 900], {
    title: 'Operation always gives zero',
    why: 'Multiplying by 0, or masking with 0, erases the other operand.',
    scenario: 'The result does not depend on the other operand.',
  }),
  'missing-throw': lint(['missing-throw', 'warning', 950], {
    title: 'Error is created but not thrown',
    why: 'An error object on its own does nothing.',
    scenario: 'When this line runs, execution goes on as if nothing were wrong.',
  }),
  'number-arg-out-of-range': lint(['number-arg-out-of-range', 'warning', 930], {
    title: 'Number of digits or radix is out of range',
    why: 'The method takes only a certain range.',
    scenario: 'When this line runs it throws a RangeError.',
  }),
  'uninvoked-array-callback': lint(['uninvoked-array-callback', 'warning', 930], {
    title: 'Callback never runs on an array of holes',
    why: '`new Array(n)` has no elements to visit.',
    scenario: 'The callback is not called once, and the result is again an array of holes.',
  }),
  'no-invalid-remove-event-listener': lint(['no-invalid-remove-event-listener', 'warning', 930], {
    title: 'Listener that is removed was never added',
    why: 'The function is created here, so it is not the one that was registered.',
    scenario: 'After this line runs the old listener is still called.',
  }),
  'no-invalid-fetch-options': lint(['no-invalid-fetch-options', 'warning', 900], {
    title: 'GET or HEAD request has a body',
    why: 'fetch and Request refuse a body for these methods.',
    scenario: 'When this line runs it throws a TypeError.',
  }),
};

/** The plugins of oxlint that the rules above come from. */
export const SCRIPT_PLUGINS: readonly string[] = [
  'eslint',
  'oxc',
  'typescript',
  'unicorn',
  'promise',
  'react',
  'node',
  'jest',
];
