import type { Judges, Rule } from '../reviewer.ts';
import { PLAIN_LANGUAGES } from '../changed-code/plain/languages.ts';
import type { Lint } from './lint.ts';
import { PLAIN_SLIPS } from './plain/plain-slip.ts';
import { RUST_SLIPS } from './plain/rust/rust-words.ts';
import { PYTHON_LINTS } from './python-lints.ts';
import { SCRIPT_LINTS } from './script-lints.ts';
import { SHELL_RULES } from './shell/shell-slip.ts';
import { DOCKERFILE_RULES } from './docker/docker-slip.ts';
import { GRAPHQL_RULES } from './graphql/graphql-slip.ts';
import { STYLE_RULES } from './styles/style-slip.ts';
import { PROTO_RULES } from './protobuf/proto-slip.ts';
import { TEST_SCRIPT_RULES } from './test-script/test-script-slip.ts';
import { POWERSHELL_RULES } from './powershell/powershell-slip.ts';
import { FISH_RULES } from './fish/fish-slip.ts';
import { TEMPLATE_RULES } from './templates/template-slip.ts';
import { TEMPLATE_KINDS } from '../changed-code/markup/dialects.ts';
import { SLIPS } from './slips/slip.ts';
import { VUE_LINTS } from './vue/vue-lints.ts';

const OWN: Readonly<Record<string, Rule>> = {
  'syntax-error': { summary: 'The change leaves a file that does not parse.', severity: 'critical', confidence: 930 },
  'conflict-marker': {
    summary: 'The change adds the markers of an unresolved merge.',
    severity: 'critical',
    confidence: 980,
  },
  'focused-test': { summary: 'A focused test keeps the others from running.', severity: 'warning', confidence: 950 },
  'debugger-statement': { summary: 'A stop for the debugger was left in.', severity: 'warning', confidence: 950 },
  'dangling-import': {
    summary: 'A removed file is still imported.',
    severity: 'warning',
    confidence: 850,
  },
  'stale-caller': {
    summary: 'A caller still uses what the change altered or removed.',
    severity: 'warning',
    confidence: 850,
  },
  'guard-taken-away': {
    summary: 'A guard is gone while the code that it guarded stays.',
    severity: 'suggestion',
    // Of eleven on 1,364 ordinary commits none was right (docs/precision.md), of reversed fixes nearly all are: it is held back until a repository's own outcomes lift it.
    confidence: 100,
  },
  'test-taken-away': {
    summary: 'A test goes while the code that it tests changes, and none comes.',
    severity: 'suggestion',
    // Folded: who changes what code does on purpose also takes its tests away, so that of sixteen on ordinary commits three were right (docs/precision.md).
    confidence: 200,
  },
  'silent-revert': {
    summary: 'The change takes back what a recent commit of somebody else did, and does not say so.',
    severity: 'warning',
    // Folded: of nine that it tells on 59,150 ordinary commits two were right; of 108 seeded ones it finds 69.
    confidence: 200,
  },
  'unused-after-change': {
    summary: 'The last use of something private is gone, and its declaration stays.',
    severity: 'suggestion',
    confidence: 800,
  },
  'dependency-left-behind': {
    summary: 'The last import of a dependency is gone, and the manifest keeps it.',
    severity: 'suggestion',
    // Folded: of the one finding on 199 ordinary commits none was right (docs/precision.md).
    confidence: 200,
  },
  'untested-change': {
    summary: 'A file decides more than before, and its own tests stay as they are.',
    severity: 'suggestion',
    // Folded: whether a decision needs a test of its own is not for a text to say.
    confidence: 200,
  },
  'test-without-assertion': {
    summary: 'A new test asserts nothing, where all others of its file do.',
    severity: 'suggestion',
    // Folded: it said nothing on 1,441 ordinary commits, so that its precision is not shown.
    confidence: 200,
  },
  'rule-switched-off': {
    summary: 'A linter no longer applies a rule.',
    severity: 'suggestion',
    confidence: 600,
  },
  'suppression-added': {
    summary: 'Comments that tell a tool to ignore everything become more.',
    severity: 'suggestion',
    // Folded: on 2,700 ordinary commits of eighteen repositories it was right in none of three.
    confidence: 200,
  },
};

const scope = (...kinds: readonly string[]): readonly Judges[] => [{ kinds, families: ['correctness'] }];
const SCRIPT_KINDS = ['javascript', 'typescript', 'tsx'];
const PLAIN_KINDS = PLAIN_LANGUAGES.map(({ kind }) => kind);
const EVERY = scope('*');

/** What says that its linter's settings switch a rule off judges those settings, and no code. */
const SCOPES_OF_OWN: Readonly<Record<string, readonly Judges[]>> = {
  'rule-switched-off': [{ kinds: ['linter-configuration'], families: ['policy'] }],
  'suppression-added': [],
  'guard-taken-away': scope(...SCRIPT_KINDS, 'python', ...PLAIN_KINDS),
  'unused-after-change': scope(...SCRIPT_KINDS, 'python', ...PLAIN_KINDS),
  'test-taken-away': [],
  'silent-revert': [],
  'dependency-left-behind': [],
  'test-without-assertion': [],
  'untested-change': [],
};

/** Each part of the vocabulary with the kinds of files that its check reads. */
const PARTS: readonly (readonly [rules: Readonly<Record<string, Rule>>, kinds: readonly string[]])[] = [
  [SHELL_RULES, ['shell']],
  [STYLE_RULES, ['css', 'scss', 'less']],
  [TEMPLATE_RULES, TEMPLATE_KINDS],
  [POWERSHELL_RULES, ['powershell']],
  [FISH_RULES, ['fish']],
  [TEST_SCRIPT_RULES, ['test-script']],
  [PROTO_RULES, ['protobuf']],
  [GRAPHQL_RULES, ['graphql']],
  [DOCKERFILE_RULES, ['dockerfile']],
  [
    Object.fromEntries(
      Object.entries(SLIPS).map(([rule, { title, confidence }]) => [
        rule,
        { summary: `${title}.`, severity: 'warning', confidence } as const,
      ]),
    ),
    [...SCRIPT_KINDS, 'python'],
  ],
  [
    Object.fromEntries(
      Object.entries(PLAIN_SLIPS)
        .filter(([rule]) => !(rule in RUST_SLIPS))
        .map(([rule, slip]) => {
          const severity = 'severity' in slip ? slip.severity : 'warning';
          return [rule, { summary: `${slip.title}.`, severity, confidence: slip.confidence } as const];
        }),
    ),
    PLAIN_KINDS,
  ],
  [
    Object.fromEntries(
      Object.entries(RUST_SLIPS).map(([rule, { title, confidence }]) => [
        rule,
        { summary: `${title}.`, severity: 'warning', confidence } as const,
      ]),
    ),
    ['rust'],
  ],
  [Object.fromEntries(Object.values(SCRIPT_LINTS).map(entry)), SCRIPT_KINDS],
  [Object.fromEntries(Object.values(PYTHON_LINTS).map(entry)), ['python']],
  [Object.fromEntries(Object.values(VUE_LINTS).map(entry)), ['vue']],
];

function entry({ rule, title, severity, confidence }: Lint): readonly [string, Rule] {
  return [rule, { summary: `${title}.`, severity, confidence }];
}

/** Several tools may apply one rule: the later words count, and the kinds of all. */
function scopedRules(): Readonly<Record<string, Rule>> {
  const rules: Record<string, Rule> = {};
  for (const [name, rule] of Object.entries(OWN)) rules[name] = { ...rule, scopes: SCOPES_OF_OWN[name] ?? EVERY };
  for (const [part, kinds] of PARTS) {
    for (const [name, rule] of Object.entries(part)) {
      const before = rules[name]?.scopes?.flatMap((one) => one.kinds) ?? [];
      rules[name] = { ...rule, scopes: scope(...new Set([...before, ...kinds])) };
    }
  }
  return rules;
}

/** The closed vocabulary of the quality reviewer. */
export const RULES: Readonly<Record<string, Rule>> = scopedRules();
