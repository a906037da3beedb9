import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import {
  readTestScript,
  type ScriptCommand,
  type TestScript,
} from '../../changed-code/test-script/read-test-script.ts';

/** Commands of which what they print is looked at. */
const LOOKS: ReadonlySet<string> = new Set(['stdout', 'stderr']);
const COMPARES: ReadonlySet<string> = new Set(['cmp', 'cmpenv']);
/** Commands that print nothing. */
const SILENT: ReadonlySet<string> = new Set(
  'env cd cp rm mv mkdir chmod cmp cmpenv exists grep stdin stdout stderr skip stop symlink unquote wait kill stale cmpfile lsfiles checkfile checkfilecount dostounix append sleep'.split(
    ' ',
  ),
);
/** Systems and machines that conditions of Go's name; one that is close to one of them is a slip. */
const SYSTEMS =
  'windows linux darwin freebsd netbsd openbsd plan9 solaris android amd64 arm64 short race cgo symlink network unix'.split(
    ' ',
  );

/** Says where a script of Go's tests does not ask what it seems to. */
export function judgeTestScriptSlips(text: string): SideJudgement {
  const script = readTestScript(text);
  return { hazards: RULES.flatMap((rule) => rule(script)), unread: [] };
}

const RULES: readonly ((script: TestScript) => readonly SideHazard[])[] = [
  anythingFits,
  missingFiles,
  cutShort,
  mayFail,
  comparesItself,
  unclosed,
  brokenPatterns,
  twiceInArchive,
  looksTooEarly,
  unknownConditions,
  commandsInArchive,
];

function slip(
  rule: string,
  { line, text }: Pick<ScriptCommand, 'line' | 'text'>,
  said: { readonly title: string; readonly explanation: string; readonly scenario: string },
): SideHazard {
  const { scenario, ...rest } = said;
  return { rule, identity: text, lines: [line], ...rest, failureScenario: { description: scenario } };
}

const NOTHING_ASKED = 'The test passes whatever the program does here.';

function anythingFits({ commands }: TestScript): readonly SideHazard[] {
  return commands
    .filter(
      ({ sign, words: [name = '', ...args] }) =>
        sign === '' &&
        (LOOKS.has(name) || name === 'grep') &&
        /^(?:\(\?\w{1,4}\))?\^?(?:\.\*\$?|\.\*\?|\s\*|)\$?$/.test(args.find((arg) => !arg.startsWith('-')) ?? '.'),
    )
    .filter(({ words }) => words.length > 1)
    .map((command) =>
      slip('idle-test-script', command, {
        title: 'Every output fits this pattern',
        explanation: 'Ask for what has to be there, or that nothing is (`! stdout .`).',
        scenario: NOTHING_ASKED,
      }),
    );
}

/** Compared with a name that neither the archive has nor any command may make. */
function missingFiles({ commands, files }: TestScript): readonly SideHazard[] {
  const names = new Set(files.map(({ name }) => name));
  return commands.flatMap((command, index) => {
    const [name = '', , want = ''] = command.words;
    if (
      name !== 'cmp' ||
      want === '' ||
      names.has(want) ||
      !/^[\w-]{1,60}\.[\w.]{1,20}$/.test(want) ||
      files.length === 0
    )
      return [];
    const before = commands.slice(0, index);
    const isMade = before.some(
      ({ words }) => words[0] === 'cd' || (!COMPARES.has(words[0] ?? '') && words.some((word) => word.includes(want))),
    );
    return isMade || command.sign !== '' || command.conditions.length > 0
      ? []
      : [
          slip('broken-test-script', command, {
            title: `Nothing makes \`${want}\``,
            explanation: 'Neither the archive of the script has it, nor does a command before it name it.',
            scenario: 'The comparison fails for the missing file, whatever the program does.',
          }),
        ];
  });
}

function cutShort({ commands }: TestScript): readonly SideHazard[] {
  return commands
    .filter(
      ({ words: [name = ''], conditions }, index) =>
        conditions.length === 0 && (name === 'skip' || (name === 'stop' && index < commands.length - 1)),
    )
    .map((command) =>
      slip('idle-test-script', command, {
        title: 'What stands below is never run',
        explanation: 'Without a condition before it the test ends here, and counts as passed or left out.',
        scenario: NOTHING_ASKED,
      }),
    );
}

function mayFail({ commands }: TestScript): readonly SideHazard[] {
  return commands
    .filter(({ sign, words: [name = ''] }) => sign === '?' && !/^(?:rm|kill|wait)$/.test(name))
    .map((command) =>
      slip('idle-test-script', command, {
        title: 'Whether this command fails is not asked',
        explanation: 'Behind a question mark it may do either. Say which one is right.',
        scenario: NOTHING_ASKED,
      }),
    );
}

function comparesItself({ commands }: TestScript): readonly SideHazard[] {
  return commands
    .filter(({ words: [name = '', one, other] }) => COMPARES.has(name) && one !== undefined && one === other)
    .map((command) =>
      slip('idle-test-script', command, {
        title: 'A file is compared with itself',
        explanation: 'Compare it with what has to be in it.',
        scenario: NOTHING_ASKED,
      }),
    );
}

function unclosed({ commands }: TestScript): readonly SideHazard[] {
  return commands
    .filter(({ isOpen }) => isOpen)
    .map((command) =>
      slip('broken-test-script', command, {
        title: 'A quote does not close',
        explanation: "A single quote within a text stands twice (`it''s`).",
        scenario: 'The script cannot be read, and the test fails.',
      }),
    );
}

function brokenPatterns({ commands }: TestScript): readonly SideHazard[] {
  return commands
    .filter(({ words: [name = '', ...args] }) => {
      const pattern = args.find((arg) => !/^-(?:q|count=\d+)$/.test(arg));
      return (
        (LOOKS.has(name) || name === 'grep') && pattern !== undefined && !pattern.includes('$') && !isPattern(pattern)
      );
    })
    .map((command) =>
      slip('broken-test-script', command, {
        title: 'This is no regular expression',
        explanation: 'Signs that mean something in a pattern need a backslash to stand for themselves.',
        scenario: 'The script stops at this line, whatever the program said.',
      }),
    );
}

/** Go's patterns and JavaScript's close their brackets in the same way. */
function isPattern(text: string): boolean {
  const plain = text
    .replaceAll(/\\Q[^\\]{0,300}\\E/g, '')
    .replaceAll(/\\./g, '')
    .replaceAll(/\[\^?\]?[^\]]{0,200}\]/g, '');
  let depth = 0;
  for (const sign of plain) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0 && !plain.includes('[') && !/^[*+?]/.test(plain);
}

function twiceInArchive({ files }: TestScript): readonly SideHazard[] {
  const seen = new Set<string>();
  return files.flatMap(({ name, line }) => {
    const isTwice = seen.has(name);
    seen.add(name);
    return isTwice
      ? [
          slip(
            'broken-test-script',
            { line, text: `-- ${name} --` },
            {
              title: `\`${name}\` stands twice in the archive`,
              explanation: 'The later text replaces the earlier one.',
              scenario: 'The test runs without what the first text says.',
            },
          ),
        ]
      : [];
  });
}

function looksTooEarly({ commands }: TestScript): readonly SideHazard[] {
  const first = commands.find(
    ({ words: [name = ''], conditions }) => conditions.length === 0 && !(SILENT.has(name) && !LOOKS.has(name)),
  );
  return first !== undefined && LOOKS.has(first.words[0] ?? '')
    ? [
        slip('broken-test-script', first, {
          title: 'Nothing has said anything yet',
          explanation: 'No command stands before it whose output it could look at.',
          scenario: 'The pattern fits nothing, or, behind an exclamation mark, always.',
        }),
      ]
    : [];
}

function unknownConditions({ commands }: TestScript): readonly SideHazard[] {
  return commands.flatMap((command) =>
    command.conditions
      .map((one) => one.replace(/^!/, ''))
      .filter((one) => !SYSTEMS.includes(one) && SYSTEMS.some((system) => system.length > 4 && isNear(one, system)))
      .map((one) =>
        slip('broken-test-script', command, {
          title: `Nobody knows the condition \`${one}\``,
          explanation: 'It is nearly the name of one that is known.',
          scenario: 'The script stops at this line.',
        }),
      ),
  );
}

/** One letter more, less, or another. */
function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, left] = [one.slice(at), other.slice(at)];
  return rest.slice(1) === left || rest === left.slice(1) || rest.slice(1) === left.slice(1);
}

/** A comparison behind the archive is the last line of a file. */
function commandsInArchive({ files }: TestScript): readonly SideHazard[] {
  const names = new Set(files.map(({ name }) => name));
  return files.flatMap(({ text, line, name }) =>
    text.split('\n').flatMap((one, index) => {
      const [, first = '', second = ''] = /^(?:! )?cmp (\S{1,80}) (\S{1,80})$/.exec(one) ?? [];
      return (names.has(second) || names.has(first)) &&
        !/\.(?:txt|txtar|testscript)$/.test(name) === false &&
        names.has(second)
        ? [
            slip(
              'idle-test-script',
              { line: line + 1 + index, text: one },
              {
                title: 'This command is a line of a file',
                explanation: 'Behind the first `-- name --` all lines belong to the archive. Write it above.',
                scenario: NOTHING_ASKED,
              },
            ),
          ]
        : [];
    }),
  );
}
