import type { RuleExample } from '../../rule-example.ts';
import type { Lint } from '../lint.ts';
import { PLAIN_SLIPS } from '../plain/plain-slip.ts';
import { PYTHON_LINTS } from '../python-lints.ts';
import { SCRIPT_LINTS } from '../script-lints.ts';
import { SHELL_SLIPS } from '../shell/shell-slip.ts';
import { DOCKER_SLIPS } from '../docker/docker-slip.ts';
import { GRAPHQL_SLIPS } from '../graphql/graphql-slip.ts';
import { STYLE_SLIPS } from '../styles/style-slip.ts';
import { SLIPS } from '../slips/slip.ts';
import { FISH_SLIPS } from '../fish/fish-slip.ts';
import { POWERSHELL_SLIPS } from '../powershell/powershell-slip.ts';
import { TEMPLATE_SLIPS } from '../templates/template-slip.ts';
import { PROTO_SLIPS } from '../protobuf/proto-slip.ts';
import { TEST_SCRIPT_SLIPS } from '../test-script/test-script-slip.ts';
import {
  FISH_EXAMPLES,
  POWERSHELL_EXAMPLES,
  PROTO_EXAMPLES,
  TEMPLATE_EXAMPLES,
  TEST_SCRIPT_EXAMPLES,
} from './template-examples.ts';
import { LEFTOVER_EXAMPLES } from './leftover-examples.ts';
import { PLAIN_EXAMPLES } from './plain-examples.ts';
import { VUE_EXAMPLES } from './vue-examples.ts';
import { VUE_LINTS } from '../vue/vue-lints.ts';
import { PYTHON_EXAMPLES } from './python-examples.ts';
import { SCRIPT_EXAMPLES } from './script-examples.ts';
import { DOCKER_EXAMPLES, GRAPHQL_EXAMPLES, SHELL_EXAMPLES, SLIP_EXAMPLES, STYLE_EXAMPLES } from './slip-examples.ts';

/** One way in which a rule is applied: a language's own check, or a rule of an outside linter. */
export interface QualityWords {
  readonly why: string;
  readonly examples: readonly RuleExample[];
  readonly ruff: readonly string[];
  readonly oxlint: readonly string[];
}

const TYPED = /enum|non-null/;
const TESTS = /^valid-expect/;

/** Where the example of an oxlint rule stands: what is TypeScript's, what belongs into a test; all else is plain JavaScript. */
export const scriptExamplePath = (rule: string): string =>
  `src/${rule}${TESTS.test(rule) ? '.test' : ''}.${TYPED.test(rule) ? 'ts' : 'js'}`;

/** Where the example of a rule of ruff stands. */
export const pythonExamplePath = (rule: string): string => `src/${rule.replaceAll('-', '_')}.py`;

/** What people are told of each rule that a check of this reviewer applies. Several tools may apply one. */
export function qualityWords(): ReadonlyMap<string, QualityWords> {
  const words = new Map<string, QualityWords>();
  const add = (rule: string, more: Partial<QualityWords> & { readonly why: string }): void => {
    const before = words.get(rule);
    words.set(rule, {
      why: before?.why ?? more.why,
      examples: [...(before?.examples ?? []), ...(more.examples ?? [])],
      ruff: [...(before?.ruff ?? []), ...(more.ruff ?? [])],
      oxlint: [...(before?.oxlint ?? []), ...(more.oxlint ?? [])],
    });
  };
  for (const [rule, { why, example }] of Object.entries(LEFTOVER_EXAMPLES)) add(rule, { why, examples: [example] });
  const tables = [
    [SLIPS, SLIP_EXAMPLES],
    [SHELL_SLIPS, SHELL_EXAMPLES],
    [STYLE_SLIPS, STYLE_EXAMPLES],
    [TEMPLATE_SLIPS, TEMPLATE_EXAMPLES],
    [TEST_SCRIPT_SLIPS, TEST_SCRIPT_EXAMPLES],
    [PROTO_SLIPS, PROTO_EXAMPLES],
    [POWERSHELL_SLIPS, POWERSHELL_EXAMPLES],
    [FISH_SLIPS, FISH_EXAMPLES],
    [GRAPHQL_SLIPS, GRAPHQL_EXAMPLES],
    [DOCKER_SLIPS, DOCKER_EXAMPLES],
    [PLAIN_SLIPS, PLAIN_EXAMPLES],
  ] as const;
  for (const [slips, examples] of tables) {
    const given: Readonly<Record<string, readonly [string, string, string]>> = examples;
    for (const [rule, { why, scenario }] of Object.entries(slips)) {
      const [path = '', bad = '', good = ''] = given[rule] ?? [];
      add(rule, { why: `${why} ${scenario}`, examples: [{ path, bad: `${bad}\n`, good: `${good}\n` }] });
    }
  }
  for (const [code, lint] of Object.entries(PYTHON_LINTS)) add(lint.rule, { why: whyOf(lint), ruff: [code] });
  for (const [name, lint] of Object.entries(SCRIPT_LINTS)) add(lint.rule, { why: whyOf(lint), oxlint: [name] });
  for (const [name, lint] of Object.entries(VUE_LINTS)) {
    const [bad = '', good = ''] = VUE_EXAMPLES[name] ?? [];
    add(lint.rule, { why: whyOf(lint), oxlint: [`vue/${name}`], examples: [{ path: 'src/A.vue', bad, good }] });
  }
  for (const [rule, { bad, good }] of Object.entries(PYTHON_EXAMPLES))
    add(rule, { why: '', examples: [{ path: pythonExamplePath(rule), bad, good }] });
  for (const [rule, { bad, good }] of Object.entries(SCRIPT_EXAMPLES))
    add(rule, { why: '', examples: [{ path: scriptExamplePath(rule), bad: `${bad}\n`, good: `${good}\n` }] });
  return words;
}

const whyOf = ({ why, scenario }: Lint): string => `${why} ${scenario}`;
