import { JAVASCRIPT_CODE } from './javascript-code.ts';
import { JAVASCRIPT_COMMANDS } from './javascript-commands.ts';
import { JAVASCRIPT_SHELL_TAGS } from './javascript-shell-tags.ts';
import { JAVASCRIPT_CRYPTO } from './javascript-crypto.ts';
import { JAVASCRIPT_FILES } from './javascript-files.ts';
import { JAVASCRIPT_HTML } from './javascript-html.ts';
import { JAVASCRIPT_IDENTITY } from './javascript-identity.ts';
import { JAVASCRIPT_ORIGINS } from './javascript-origins.ts';
import { JAVASCRIPT_SQL } from './javascript-sql.ts';
import { JAVASCRIPT_UTILS, TYPESCRIPT_UTILS } from './javascript.ts';
import { PYTHON_COMMANDS } from './python-commands.ts';
import { PYTHON_CRYPTO } from './python-crypto.ts';
import { PYTHON_DATA } from './python-data.ts';
import { PYTHON_ORIGINS } from './python-origins.ts';
import { PYTHON_SQL } from './python-sql.ts';
import { PYTHON_WEB } from './python-web.ts';
import { PYTHON_UTILS } from './python.ts';
import { hostileSinks } from './hostile/hostile-sinks.ts';
import { HOSTILE } from './hostile/languages.ts';
import { PLAIN_FAMILIES } from './plain-families.ts';
import type { Matcher, Sink, Utils } from './sink.ts';
import { ENVIRONMENTS } from './hostile/environments.ts';
import { JAVASCRIPT_VALUES } from '../values/javascript-values.ts';
import type { Knowledge } from '../values/knowledge.ts';
import { hasLooseSink } from '../values/loose-sinks.ts';
import { PLAIN_LANGUAGES } from '../../changed-code/plain/languages.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { PYTHON_VALUES } from '../values/python/python-values.ts';

/** A rule as ast-grep takes it. */
type RuleData = Readonly<Record<string, unknown>>;

/** The rule that answers with the whole file's syntax. */
export const SYNTAX_RULE = 'syntax';

/** The file's syntax, whole. The root is an error where the parser found no beginning. */
function syntaxRule(root: string, languages: readonly string[]): RuleData {
  const outermost = { not: { inside: { stopBy: 'end', kind: root } } };
  return {
    id: SYNTAX_RULE,
    language: languages,
    rule: { any: [{ kind: root }, { kind: 'ERROR', ...outermost }] },
    syntax: true,
  };
}

/** The sinks of one family of languages. */
interface Family {
  readonly files: RegExp;
  readonly languages: readonly string[];
  readonly sinks: readonly Sink[];
  readonly utils: Utils;
  readonly values: Knowledge;
  /** Null where all checks share one parsing (`plainSyntax`). */
  readonly syntax: RuleData | null;
}

const JAVASCRIPT: readonly Sink[] = [
  ...JAVASCRIPT_COMMANDS,
  ...JAVASCRIPT_SHELL_TAGS,
  ...JAVASCRIPT_CODE,
  ...JAVASCRIPT_SQL,
  ...JAVASCRIPT_HTML,
  ...JAVASCRIPT_ORIGINS,
  ...JAVASCRIPT_FILES,
  ...JAVASCRIPT_CRYPTO,
  ...JAVASCRIPT_IDENTITY,
];
const PYTHON: readonly Sink[] = [
  ...PYTHON_COMMANDS,
  ...PYTHON_SQL,
  ...PYTHON_WEB,
  ...PYTHON_ORIGINS,
  ...PYTHON_DATA,
  ...PYTHON_CRYPTO,
];
const SCRIPT_AND_HOSTILE: readonly Sink[] = [
  ...JAVASCRIPT,
  ...hostileSinks(HOSTILE.javascript, ENVIRONMENTS.javascript, JAVASCRIPT),
];
const PYTHON_AND_HOSTILE: readonly Sink[] = [...PYTHON, ...hostileSinks(HOSTILE.python, ENVIRONMENTS.python, PYTHON)];

/** Sinks by their id, those of the more telling kind first. */
export const SINKS: ReadonlyMap<string, Sink> = new Map(
  [...SCRIPT_AND_HOSTILE, ...PYTHON_AND_HOSTILE, ...PLAIN_FAMILIES.flatMap(({ sinks }) => sinks)].map((sink) => [
    sink.id,
    sink,
  ]),
);

const FAMILIES: readonly Family[] = [
  {
    files: /\.[cm]?jsx?$/i,
    languages: ['javascript'],
    sinks: SCRIPT_AND_HOSTILE,
    utils: JAVASCRIPT_UTILS,
    values: JAVASCRIPT_VALUES,
    syntax: syntaxRule('program', ['javascript']),
  },
  {
    files: /\.[cm]?tsx?$/i,
    languages: ['typescript', 'tsx'],
    sinks: SCRIPT_AND_HOSTILE,
    utils: TYPESCRIPT_UTILS,
    values: JAVASCRIPT_VALUES,
    syntax: syntaxRule('program', ['typescript', 'tsx']),
  },
  {
    files: /\.pyi?$/i,
    languages: ['python'],
    sinks: PYTHON_AND_HOSTILE,
    utils: PYTHON_UTILS,
    values: PYTHON_VALUES,
    syntax: syntaxRule('module', ['python']),
  },
  ...PLAIN_LANGUAGES.flatMap(({ kind, files, grammar }): Family[] =>
    PLAIN_FAMILIES.filter((family) => family.kind === kind).map(({ sinks, values }) => ({
      files,
      languages: [grammar],
      sinks,
      utils: {},
      values,
      syntax: null,
    })),
  ),
];

/** The kinds of files in which each rule has sinks. */
export function sinkKinds(): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, readonly string[]>();
  const add = (kind: string, sinks: readonly Sink[]): void => {
    for (const rule of new Set(sinks.map((sink) => sink.rule))) kinds.set(rule, [...(kinds.get(rule) ?? []), kind]);
  };
  for (const kind of ['javascript', 'typescript', 'tsx']) add(kind, SCRIPT_AND_HOSTILE);
  add('python', PYTHON_AND_HOSTILE);
  for (const { kind, sinks } of PLAIN_FAMILIES) add(kind, sinks);
  return kinds;
}

/** Made on first use and kept: few files need more than a handful. */
const made = new Map<Family, Map<Sink, RuleData>>();

/** What can be handed on without being called. */
const MENTIONS =
  /\b(?:eval|Function|child_process|vm|exec\w*|spawn\w*|globalThis|window|global|self|getattr|subprocess|os\.(?:system|popen|exec\w+|spawn\w+|__dict__)|globals|builtins|__import__|pickle|marshal|pty)\b/;

/** ast-grep's rule data for one file: only those rules that could match where its text changed (`near`). */
export function sinkRules(path: string, text: string, near: string): readonly RuleData[] {
  const family = familyOf(path);
  if (family === undefined) return [];
  const possible = possibleIn(family, path, text, near);
  const rules = possible.flatMap((sink) => (sink.matcher === undefined ? [] : [ruleOf(sink, sink.matcher, family)]));
  const asked = possible.some(({ takes }) => takes !== undefined) || MENTIONS.test(text);
  return asked && family.syntax !== null ? [...rules, family.syntax] : rules;
}

/** The sinks of a file that its syntax alone cannot decide by ast-grep's rules, and what is known of its language. */
export function valueSinks(
  path: string,
  text: string,
  near: string,
): {
  readonly sinks: readonly ValueSink[];
  readonly shown: readonly ShownSink[];
  readonly knowledge: Knowledge;
} | null {
  const family = familyOf(path);
  if (family === undefined) return null;
  const possible = possibleIn(family, path, text, near);
  return {
    sinks: possible.filter((sink): sink is ValueSink => sink.takes !== undefined),
    shown: possible.filter((sink): sink is ShownSink => sink.shows !== undefined),
    knowledge: family.values,
  };
}

/** Whether a file of a language of the shared words has to be parsed. */
export function asksSyntax(path: string, text: string, near: string): boolean {
  const family = familyOf(path);
  if (family === undefined) return false;
  return family.values.loose.hint.source !== '^(?!)' || possibleIn(family, path, text, near).length > 0;
}

/** Whether a file hands something dangerous on so that nobody can tell who calls it; `isChanged`: whether the change touches a node. */
export function isLoose(path: string, root: Syntax, isChanged: (node: Syntax) => boolean): boolean {
  const family = familyOf(path);
  return family !== undefined && hasLooseSink(root, family.values, isChanged);
}

type ValueSink = Sink & Required<Pick<Sink, 'takes'>>;
type ShownSink = Sink & Required<Pick<Sink, 'shows'>>;

const familyOf = (path: string): Family | undefined => FAMILIES.find(({ files }) => files.test(path));

/** No line that gives a function another name is longer. */
const LONGEST_LINE = 500;
const NAMED_ANEW = [
  /^[ \t]*(?:(?:const|let|var)[ \t]+)?\w+[ \t]*=[ \t]*[\w.]+;?[ \t]*$/,
  /=\s*(?:eval|Function|exec\w*|(?:os|cp|child_process|subprocess|vm)\.\w+)\s*;/,
];

let lastAsked: { readonly text: string; readonly renames: boolean } | undefined;

/** A function under another name: then the call does not show what it calls. Asked several times in a row about the same text. */
function renames(text: string): boolean {
  if (lastAsked?.text !== text) lastAsked = { text, renames: findRenaming(text) };
  return lastAsked.renames;
}

function findRenaming(text: string): boolean {
  if (/\b(?:promisify|getattr)\(/.test(text)) return true;
  for (const [statement] of text.matchAll(/[^;\n]+/g)) {
    const at = statement.search(/\bimport\b/);
    if (at !== -1 && /\bas(?:\s+\w|\s*$)/.test(statement.slice(at))) return true;
  }
  for (const [, names = ''] of text.matchAll(/\{([^{}]*)\}\s*=\s*(?:require\(|\w)/g)) {
    if (/\w\s*:\s*\w/.test(names)) return true;
  }
  return text
    .split('\n')
    .some((line) => line.length <= LONGEST_LINE && NAMED_ANEW.some((pattern) => pattern.test(line)));
}

function possibleIn(family: Family, path: string, text: string, near: string): readonly Sink[] {
  const renamed = renames(text);
  return family.sinks.filter(
    (sink) =>
      (sink.hint.test(near) || (renamed && /^(?:call|tag)$/.test(sink.takes?.of ?? '') && sink.hint.test(text))) &&
      sink.elsewhere?.test(text) !== false &&
      sink.also?.test(text) !== false &&
      sink.files?.test(path) !== false &&
      sink.unless?.test(text) !== true,
  );
}

function ruleOf(sink: Sink, matcher: Matcher, family: Family): RuleData {
  const rules = made.get(family) ?? new Map<Sink, RuleData>();
  made.set(family, rules);
  const known = rules.get(sink);
  if (known !== undefined) return known;
  const utils = reachable(sink.id, matcher, { ...family.utils, ...sink.utils });
  const rule = { id: sink.id, language: family.languages, rule: ascii(matcher), utils: ascii(utils) };
  rules.set(sink, rule);
  return rule;
}

/** Only the utils that the rule needs: each rule is compiled together with all of its own. */
function reachable(id: string, rule: Matcher, utils: Utils): Utils {
  const found = new Map<string, Utils[string]>();
  const visit = (matcher: Utils[string]): void => {
    for (const [, name = ''] of JSON.stringify(matcher).matchAll(/"matches":"([\w-]+)"/g)) {
      const util = utils[name];
      if (util === undefined) throw new Error(`${id} refers to ${name}, which is not there`);
      if (found.has(name)) continue;
      found.set(name, util);
      visit(util);
    }
  };
  visit(rule);
  return Object.fromEntries(found);
}

const CLASSES: Readonly<Record<string, string>> = {
  w: '[0-9A-Za-z_]',
  W: '[^0-9A-Za-z_]',
  s: String.raw`[ \t\r\n]`,
  b: String.raw`(?-u:\b)`,
};

/** The same rules with ASCII classes: the tool builds Unicode's tables for each `\w` anew, which takes most of its time. */
function ascii<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data), (key, value: unknown) =>
    key === 'regex' && typeof value === 'string'
      ? value.replace(/\\(.)/g, (escape, letter: string) => CLASSES[letter] ?? escape)
      : value,
  ) as Data;
}
