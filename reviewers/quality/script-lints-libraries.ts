import { lint, type Lint, type LintedPlace } from './lint.ts';

const matcher = /\.(?:to|be|been|have|eql?|not\.to)\b/;

/** Longer lines are no statement that somebody wrote. */
const LONGEST_LINE = 500;

const HOOK = /\buse(?:State|Effect|Reducer|Ref|Memo|Callback|Context)\b/;
const OWN_HOOK = /\b(?:function|const|let) use(?:State|Effect|Reducer|Ref|Memo|Callback|Context)\b/;
const IMPORT_BESIDE = /^import (?:\w{1,80}, )?\{([^{}]*)\} from ['"]\./gm;

/** A file that declares what React exports, or has it from a file beside it, is about other hooks than React's. */
function makesHooks({ lines }: LintedPlace): boolean {
  const text = lines.join('\n');
  return OWN_HOOK.test(text) || Array.from(text.matchAll(IMPORT_BESIDE)).some(([, names = '']) => HOOK.test(names));
}

/** oxlint's rules about values, promises, React, modules and tests, by its names; chosen like those of `script-lints.ts`. */
export const LIBRARY_LINTS: Readonly<Record<string, Lint>> = {
  'no-unassigned-vars': lint(['no-unassigned-vars', 'warning', 850], {
    title: 'Variable never gets a value',
    why: 'It is declared and read, but assigned nowhere.',
    scenario: 'Wherever it is read it is `undefined`.',
  }),
  'no-global-assign': lint(['no-global-assign', 'warning', 850], {
    title: 'A global of the language is overwritten',
    why: 'Every other part of the program uses it under this name.',
    scenario: 'After this line runs, code elsewhere that uses the global gets the new value or an error.',
  }),
  'no-class-assign': lint(['no-class-assign', 'warning', 850], {
    title: 'A class declaration is overwritten',
    why: 'The name of a class declaration is assigned; every later use reaches the new value.',
    scenario: 'After this line runs, `new` by the class’s name no longer makes what was declared.',
  }),
  'no-useless-backreference': lint(['no-useless-backreference', 'warning', 930], {
    title: 'Backreference can only match nothing',
    why: 'The group has not been matched where the reference stands, or cannot be.',
    scenario: 'The reference matches the empty text, so the pattern accepts what it should refuse.',
  }),
  'no-misleading-character-class': lint(['no-misleading-character-class', 'warning', 850], {
    title: 'Character class takes a combined character apart',
    why: 'What is shown as one character is several code points, and the class matches each of them alone.',
    scenario: 'A text with only one of the parts matches.',
  }),
  'no-unreachable-loop': lint(
    ['no-unreachable-loop', 'warning', 800],
    {
      title: 'Loop never gets to a second turn',
      why: 'Every way through its body leaves it.',
      scenario: 'With more than one element only the first is looked at.',
    },
    // A loop over a collection that ends at once takes its first element, or asks whether there is one.
    { notInTests: true, when: (line) => !/^\s*(?:\w+\s*:\s*)?for\b[^;]*\b(?:in|of)\b/.test(line) },
  ),
  'no-constant-condition': lint(
    ['no-constant-condition', 'warning', 800],
    {
      title: 'Condition is always the same',
      why: 'It consists of constants alone.',
      scenario: 'Whatever the program’s state is, the same branch is taken.',
    },
    // An assignment is another rule's matter.
    { notInTests: true, options: { checkLoops: 'none' }, when: (line) => !/[^=!<>]=[^=>]/.test(line) },
  ),
  'no-unused-expressions': lint(
    ['no-unused-expressions', 'warning', 850],
    {
      title: 'Comparison without effect',
      why: 'Its outcome is thrown away; an assignment was probably meant.',
      scenario: 'Whether the two sides are equal or not, the program goes on in the same way.',
    },
    {
      notInTests: true,
      options: { allowShortCircuit: true, allowTernary: true, allowTaggedTemplates: true },
      when: (line) =>
        line.length <= LONGEST_LINE &&
        /^\s*[\w.$]+(?:\[[^\]]*\])?\s*(?:===?|!==?)\s*[^=>{}]+;\s*(?:\/\/.*)?$/.test(line),
    },
  ),
  'bad-array-method-on-arguments': lint(['bad-array-method-on-arguments', 'warning', 930], {
    title: '`arguments` has no such method',
    why: 'It is no array.',
    scenario: 'When this line runs it throws a TypeError: not a function.',
  }),
  'bad-char-at-comparison': lint(['bad-char-at-comparison', 'warning', 950], {
    title: 'One character is compared with several',
    why: '`charAt` gives one character or none.',
    scenario: 'The comparison has the same outcome for every text.',
  }),
  'bad-replace-all-arg': lint(['bad-replace-all-arg', 'warning', 950], {
    title: 'replaceAll is given a pattern without the flag g',
    why: 'It refuses such a pattern.',
    scenario: 'When this line runs it throws a TypeError.',
  }),
  'bad-match-all-arg': lint(['bad-match-all-arg', 'warning', 950], {
    title: 'matchAll is given a pattern without the flag g',
    why: 'It refuses such a pattern.',
    scenario: 'When this line runs it throws a TypeError.',
  }),
  'misrefactored-assign-op': lint(['misrefactored-assign-op', 'warning', 800], {
    title: 'Variable is added to itself by mistake',
    why: '`a += a + b` adds `a` twice; `a = a + b` was probably refactored half way.',
    scenario: 'With a = 1 and b = 1 the result is 3, not 2.',
  }),
  'no-new-statics': lint(['no-new-statics', 'warning', 950], {
    title: '`new` with a static method of Promise',
    why: '`Promise.resolve` and its kin are no constructors.',
    scenario: 'When this line runs it throws a TypeError: not a constructor.',
  }),
  'valid-params': lint(
    ['valid-params', 'warning', 850],
    {
      title: 'Method of a promise is given the wrong number of arguments',
      why: '`Promise.all` and its kin take one list; `then` takes one or two functions.',
      scenario: 'Without its argument the call rejects, or passes the value on as if it were not there.',
    },
    // Libraries have methods called `then`, `catch` and `finally` that are no promise's and take more.
    { when: (line) => /\bPromise\.\w+\(|\.(?:then|catch|finally)\(\s*\)/.test(line) },
  ),
  'no-multiple-resolved': lint(
    ['no-multiple-resolved', 'warning', 750],
    {
      title: 'Promise is settled twice on one path',
      why: 'Only the first call of resolve or reject counts.',
      scenario: 'On this path the second outcome is lost without a word.',
    },
    // The tool takes both sides of a conditional expression for one path.
    { when: (line) => !/\?|^\s*:/.test(line) },
  ),
  'no-await-in-promise-methods': lint(['no-await-in-promise-methods', 'warning', 850], {
    title: 'What Promise.all should wait for is awaited before',
    why: 'The `await` in the list runs one after the other, and what is listed is no promise any more.',
    scenario: 'The operations run one after the other instead of at the same time.',
  }),
  'no-negation-in-equality-check': lint(['no-negation-in-equality-check', 'warning', 900], {
    title: 'Negation binds to the left operand only',
    why: '`!a === b` means `(!a) === b`.',
    scenario: 'The value compared is true or false, so the test answers the wrong question.',
  }),
  'no-array-fill-with-reference-type': lint(['no-array-fill-with-reference-type', 'warning', 900], {
    title: 'All elements are one and the same object',
    why: '`fill` puts the same object into every place.',
    scenario: 'Changing one element changes all of them.',
  }),
  'no-accessor-recursion': lint(['no-accessor-recursion', 'warning', 950], {
    title: 'Accessor calls itself',
    why: 'It reads or writes the very property that it stands for.',
    scenario: 'Using the property throws a RangeError: maximum call stack size exceeded.',
  }),
  'no-non-null-asserted-optional-chain': lint(['no-non-null-asserted-optional-chain', 'warning', 750], {
    title: 'An optional chain is declared never to be undefined',
    why: '`?.` gives `undefined` when its subject is missing, and `!` hides that from the compiler.',
    scenario: 'When the subject is missing, code that relies on the value throws a TypeError.',
  }),
  'no-exports-assign': lint(['no-exports-assign', 'warning', 900], {
    title: '`exports` is overwritten',
    why: 'It is a local variable; only `module.exports` is what others get.',
    scenario: 'Whoever requires this module gets an empty object.',
  }),
  'jsx-no-duplicate-props': lint(['jsx-no-duplicate-props', 'warning', 930], {
    title: 'Property is given twice to one element',
    why: 'The later one replaces the earlier one without a word.',
    scenario: 'The component sees the last value only.',
  }),
  'jsx-no-undef': lint(
    ['jsx-no-undef', 'warning', 900],
    {
      title: 'Component is not defined',
      why: 'Nothing in this file defines or imports it.',
      scenario: 'Rendering this element throws a ReferenceError.',
    },
    { notInTests: true },
  ),
  'no-danger-with-children': lint(['no-danger-with-children', 'warning', 930], {
    title: 'Element has both children and dangerouslySetInnerHTML',
    why: 'React takes only one of them.',
    scenario: 'Rendering this element throws.',
  }),
  'no-direct-mutation-state': lint(['no-direct-mutation-state', 'warning', 930], {
    title: 'State of a component is changed in place',
    why: 'React does not notice, and a later setState may undo it.',
    scenario: 'After this line runs the page still shows the old state.',
  }),
  'rules-of-hooks': lint(
    ['rules-of-hooks', 'warning', 850],
    {
      title: 'Hook is not called in every rendering',
      why: 'React tells hooks apart by the order of their calls, so each must be called every time.',
      scenario: 'When the path changes between two renderings, React throws or mixes up the state of the hooks.',
    },
    // Generic helpers whose names begin with `use` are called in other functions, too.
    {
      says: /conditionally|in a loop|early return|inside a callback|may be executed more than once/i,
      when: (_line, _before, at) => !makesHooks(at),
    },
  ),
  'exhaustive-deps': lint(
    ['exhaustive-deps', 'warning', 850],
    {
      title: 'Effect sets state and runs after every rendering',
      why: 'Without a list of dependencies it runs again after the rendering that it causes.',
      scenario: 'When the new state differs from the old one, the component renders without end.',
    },
    { says: /infinite chain/ },
  ),
  'set-state-in-render': lint(['set-state-in-render', 'warning', 850], {
    title: 'State is set while rendering',
    why: 'Setting state starts the rendering again.',
    scenario: 'Rendering the component throws: too many re-renders.',
  }),
  'void-dom-elements-no-children': lint(['void-dom-elements-no-children', 'warning', 930], {
    title: 'Element that cannot have children has some',
    why: 'Elements like `br`, `img` and `input` are always empty.',
    scenario: 'Rendering this element throws.',
  }),
  'style-prop-object': lint(['style-prop-object', 'warning', 900], {
    title: '`style` is not an object',
    why: 'React takes style properties as an object.',
    scenario: 'Rendering this element throws.',
  }),
  'void-use-memo': lint(['void-use-memo', 'warning', 900], {
    title: 'useMemo remembers nothing',
    why: 'Its function returns no value.',
    scenario: 'The remembered value is always `undefined`.',
  }),
  'jsx-no-comment-textnodes': lint(['jsx-no-comment-textnodes', 'warning', 900], {
    title: 'Comment is shown on the page',
    why: 'Between tags a comment needs braces; without them it is text.',
    scenario: 'Whoever looks at the page reads the comment.',
  }),
  'valid-expect': lint(
    ['valid-expect', 'warning', 850],
    {
      title: 'Expectation checks nothing',
      why: 'The matcher is missing or not called, or a promise of an expectation is not awaited.',
      scenario: 'The test passes whatever the value is.',
    },
    // Other libraries assert by reading a property, or name the matcher in a text: `expect(a, 'to be', 1)`.
    {
      says: /corresponding matcher|must be awaited/i,
      when: (line) => !matcher.test(line) && !/, ["'`](?:not to|to|when|with) /.test(line),
    },
  ),
};
