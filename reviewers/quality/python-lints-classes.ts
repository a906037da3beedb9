import { lint, type Lint } from './lint.ts';

const unusedValue = lint(['unused-format-value', 'warning', 850], {
  title: 'Value given to a format does not appear in it',
  why: 'The format has no place for it.',
  scenario: 'The text that is made lacks the value; what it was meant for may be misspelt.',
});
const sameOutcome = lint(
  ['constant-condition', 'warning', 850],
  {
    title: 'Condition is always the same',
    why: 'One operand decides the outcome whatever the others are.',
    scenario: 'Whatever the values are, the same branch is taken.',
  },
  { notInTests: true },
);
const specialMethod = lint(['bad-special-method', 'warning', 930], {
  title: 'Special method breaks its contract',
  why: 'Python calls it with fixed arguments and takes only a certain kind of answer.',
  scenario: 'When Python calls the method it raises a TypeError.',
});
const translated = lint(['formatted-before-translation', 'warning', 900], {
  title: 'Text is formatted before it is translated',
  why: 'The catalogue holds the text with its placeholders, not the finished one.',
  scenario: 'No translation is found, and the text is shown in the language of the program.',
});
const version = lint(['version-slice', 'warning', 900], {
  title: 'Python’s version is read by cutting its text',
  why: 'Version 3.10 and later have two digits behind the dot. Use `sys.version_info`.',
  scenario: 'On Python 3.10 the outcome is that of 3.1.',
});

/** ruff's rules about classes, formats, conditions and calls, by its codes; chosen like those of `python-lints.ts`. */
export const CLASS_LINTS: Readonly<Record<string, Lint>> = {
  F504: unusedValue,
  F522: unusedValue,
  F523: unusedValue,
  SIM220: sameOutcome,
  SIM221: sameOutcome,
  SIM222: sameOutcome,
  SIM223: sameOutcome,
  PLE0302: specialMethod,
  PLE0303: specialMethod,
  PLE0305: specialMethod,
  PLE0307: specialMethod,
  PLE0308: specialMethod,
  PLE0309: specialMethod,
  INT001: translated,
  INT002: translated,
  INT003: translated,
  YTT101: version,
  YTT102: version,
  YTT301: version,
  YTT303: version,
  F402: lint(['import-shadowed-by-loop', 'warning', 850], {
    title: 'Loop variable replaces an import',
    why: 'Both have one name.',
    scenario: 'After the loop the name stands for the last element, not for the module.',
  }),
  B003: lint(['environment-replaced', 'warning', 850], {
    title: 'os.environ is replaced by another object',
    why: 'Only the object that stood there writes to the environment.',
    scenario: 'Programs that are started afterwards still see the old variables.',
  }),
  B018: lint(
    ['pointless-expression', 'suggestion', 700],
    {
      title: 'Expression without effect',
      why: 'Its value is thrown away; a call, an assignment or a `return` was probably meant.',
      scenario: 'The program goes on as if the line were not there.',
    },
    // Reading an attribute may be done for what it triggers.
    {
      notInTests: true,
      says: /^Found useless expression/,
      when: (line) => !/^\s*[\w.]+\.\w+\s*(?:#.*)?$|^\s*(?:\.\.\.|\+\+|--)/.test(line),
    },
  ),
  B034: lint(
    ['flags-as-count', 'warning', 950],
    {
      title: 'Flags of a regular expression stand where the count belongs',
      why: 'The fourth argument of `re.sub` and the third of `re.split` is how often.',
      scenario: 'The flag is taken for a number of replacements, and the pattern matches as if it had no flag.',
    },
    { when: (line) => /\bre\.[A-Z]+\b/.test(line) },
  ),
  RUF008: lint(['mutable-dataclass-default', 'warning', 900], {
    title: 'Mutable default of a dataclass',
    why: 'It would be shared by all instances, and `dataclass` refuses it.',
    scenario: 'Importing the module raises a ValueError, or all instances share one object.',
  }),
  RUF024: lint(['shared-dict-value', 'warning', 930], {
    title: 'All keys of the dictionary share one object',
    why: '`dict.fromkeys` puts the same object under every key.',
    scenario: 'Changing the value of one key changes that of all.',
  }),
  RUF026: lint(['default-factory-keyword', 'warning', 930], {
    title: 'defaultdict takes its factory by position only',
    why: 'As a keyword it becomes an entry of the dictionary.',
    scenario: 'Reading a missing key raises a KeyError.',
  }),
  RUF034: lint(['same-branches', 'warning', 900], {
    title: 'Both branches of the expression are the same',
    why: 'The condition decides nothing.',
    scenario: 'Whether it holds or not, the value is the same.',
  }),
  RUF040: lint(['assert-message', 'warning', 850], {
    title: 'assert compares nothing with its second part',
    why: 'What follows the comma is a message, and here it is no text; `==` was probably meant.',
    scenario: 'The assertion passes for every value that is true.',
  }),
  PIE794: lint(['repeated-class-field', 'warning', 900], {
    title: 'Class field is defined twice',
    why: 'The later definition replaces the earlier one.',
    scenario: 'The field has the last value; the first one is lost.',
  }),
  G101: lint(['log-extra-clash', 'warning', 950], {
    title: 'Logging refuses this name in extra',
    why: 'A log record has an attribute of this name already.',
    scenario: 'When this line runs it raises a KeyError.',
  }),
  FAST003: lint(['unused-path-parameter', 'warning', 850], {
    title: 'Parameter of the address is not taken by the function',
    why: 'The function has no parameter of this name, so it is probably misspelt in one of the two.',
    scenario: 'What the caller puts there is ignored, or the request is refused because another parameter is missing.',
  }),
  COM818: lint(['accidental-tuple', 'warning', 800], {
    title: 'A comma at the end makes a tuple',
    why: 'Without parentheses nobody sees it, and it is seldom meant.',
    scenario: 'The name holds a tuple with one element instead of the element.',
  }),
  PLW0127: lint(
    ['self-assignment', 'warning', 800],
    {
      title: 'Name is assigned to itself',
      why: 'The assignment changes nothing; one of its sides was probably meant to be another name.',
      scenario: 'After this line runs the name holds what it held before.',
    },
    // At the level of a module it exports a name under this module's own.
    { when: (line) => /^\s/.test(line) },
  ),
  PLW0128: lint(['repeated-target', 'warning', 900], {
    title: 'Name is assigned twice in one statement',
    why: 'The second value replaces the first one.',
    scenario: 'The first value is lost.',
  }),
  PLW0133: lint(['missing-raise', 'warning', 950], {
    title: 'Exception is created but not raised',
    why: 'An exception object on its own does nothing.',
    scenario: 'When this line runs, execution goes on as if nothing were wrong.',
  }),
  PLW0245: lint(['super-without-call', 'warning', 950], {
    title: '`super` is not called',
    why: 'Without parentheses it is the class `super` itself.',
    scenario: 'When this line runs it raises a TypeError or AttributeError.',
  }),
  PLW2101: lint(['lock-of-its-own', 'warning', 950], {
    title: 'Lock is made where it is taken',
    why: 'Each run makes a lock of its own, which nobody else can hold.',
    scenario: 'Two threads are in the block at the same time.',
  }),
  PLR0124: lint(
    ['self-comparison', 'warning', 850],
    {
      title: 'Value is compared with itself',
      why: 'Both sides are the same name.',
      scenario: 'The comparison has the same outcome for every value but NaN.',
    },
    // `x != x` is an old and correct test for NaN.
    { notInTests: true, when: (line) => !line.includes('!=') },
  ),
  PLE0241: lint(['repeated-base', 'warning', 950], {
    title: 'Class is derived from one base twice',
    why: 'Python refuses such a class.',
    scenario: 'Importing the module raises a TypeError.',
  }),
  PLE0100: lint(['yield-in-init', 'warning', 930], {
    title: '__init__ is a generator',
    why: 'With `yield` in it, calling it runs nothing.',
    scenario: 'Constructing an instance raises a TypeError.',
  }),
  F822: lint(['undefined-export', 'warning', 850], {
    title: '__all__ names something that is not there',
    why: 'The module defines nothing of this name.',
    scenario: '`from module import *` raises an AttributeError.',
  }),
  PT010: lint(['raises-nothing', 'warning', 930], {
    title: 'pytest.raises is told no exception',
    why: 'It needs to know what to wait for.',
    scenario: 'When this line runs it raises an error of its own.',
  }),
};
