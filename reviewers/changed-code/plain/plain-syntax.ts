import type { AnalyserResult, SyntaxTree } from '../../../analysers/analyser.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { CheckContext } from '../../reviewer.ts';
import { below, isDeeper, syntaxOf, type Syntax } from '../syntax-node.ts';
import type { CompilerCondition } from './languages/csharp-conditions.ts';
import { languageOf, type PlainLanguage } from './languages.ts';
import { plainTree } from './plain-node.ts';

/** A stretch of a text, in UTF-16 offsets. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A file's syntax in the shared words. `errors`: stretches that the parser could not read, or was not given. */
export interface PlainSyntax {
  readonly language: PlainLanguage;
  readonly root: Syntax;
  readonly errors: readonly Stretch[];
  /** The same file with other branches of its conditions. */
  readonly others: readonly Syntax[];
}

interface Answer {
  readonly result: AnalyserResult | undefined;
  readonly branches: Branches;
}

/** What was parsed where the grammar stumbled over all branches together. */
interface Branches {
  readonly conditions: readonly CompilerCondition[];
  /** What was not parsed, a row a way through the conditions: the first one's is that of the result. */
  readonly left: readonly (readonly Stretch[])[];
  /** The further ways. */
  readonly results: readonly AnalyserResult[];
}

const NO_BRANCHES: Branches = { conditions: [], left: [], results: [] };
/** Ways through the conditions of one file that are parsed; conditions with more are not read as a whole. */
const MOST_WAYS = 4;

/** What people write is seldom nested more than 100 deep; rules that follow the syntax by calling themselves have room for some 2,000. */
const MOST_DEPTH = 1000;

/** Files that were parsed, by change and text: every check asks, one parses. */
const parsed = new WeakMap<ChangeSet, Map<string, Promise<Answer>>>();
const trees = new WeakMap<object, PlainSyntax | null>();

/** The syntax of a file in a language of the shared words; null where it is another language, too large, or could not be parsed: then it is not judged. */
export async function plainSyntax(context: CheckContext, path: string, text: string): Promise<PlainSyntax | null> {
  const language = languageOf(path);
  if (language === null) return null;
  const known = parsed.get(context.changeSet) ?? new Map<string, Promise<Answer>>();
  parsed.set(context.changeSet, known);
  const key = `${path}\n${text}`;
  const first = known.get(key);
  const asked = first ?? parse(context, language, path, text);
  known.set(key, asked);
  const { result: answer, branches } = await asked;
  if (answer?.kind !== 'ok') {
    // Who parsed it has said why; for the others it has to be said again.
    if (first !== undefined) context.unavailable({ path, reason: answer?.reason ?? 'it was not parsed' });
    return null;
  }
  context.looked(path);
  const tree = treeOf(answer);
  if (tree === undefined) {
    context.unjudged(path, 'it is too large for its syntax to be followed');
    return null;
  }
  const made = trees.get(tree);
  if (made !== undefined) return made;
  const root = syntaxOf(tree, text);
  const further = branches.results.map(treeOf).map((one) => (one === undefined ? null : syntaxOf(one, text)));
  if ([root, ...further].some((one) => one !== null && isDeeper(one, MOST_DEPTH))) {
    context.unjudged(path, 'its syntax is nested too deep to be followed');
    return null;
  }
  const plain = root === null ? null : plainTree(root, text, language.shapes);
  const others = further.flatMap((found) => (found === null ? [] : [plainTree(found, text, language.shapes)]));
  const whole =
    root === null || plain === null
      ? null
      : { language, root: plain, others, errors: [...errorsIn(root), ...unread([plain, ...others], branches)] };
  trees.set(tree, whole);
  return whole;
}

function treeOf(answer: AnalyserResult): SyntaxTree | undefined {
  return answer.kind === 'ok' ? answer.matches.find(({ syntax }) => syntax !== undefined)?.syntax : undefined;
}

async function parse(context: CheckContext, language: PlainLanguage, path: string, text: string): Promise<Answer> {
  const known = language.older?.(text, path) ?? text;
  const ask = async (asked: string): Promise<AnalyserResult | undefined> =>
    (await context.analyse('ast-grep', [{ path, text: asked }], { rules: [treeRuleOf(language)] }))[0];
  const result = await ask(known);
  const first = stumbled(result) || splits(result, text) ? (language.oneBranch?.(known, 0) ?? null) : null;
  if (first === null) return { result, branches: NO_BRANCHES };
  const one = await ask(first.text);
  if (one?.kind !== 'ok' || stumbled(one))
    return { result, branches: stumbled(result) ? NO_BRANCHES : { ...NO_BRANCHES, left: [first.left] } };
  const left = [first.left];
  const results: AnalyserResult[] = [];
  const ways = Math.max(...first.conditions.map((condition) => condition.ways));
  for (let way = 1; way < ways && way < MOST_WAYS; way += 1) {
    const other = language.oneBranch?.(known, way) ?? null;
    const parsedOther = other === null ? undefined : await ask(other.text);
    // A way that cannot be read is one that nobody looked at: the stretches that only it has stay unread.
    if (other === null || parsedOther?.kind !== 'ok' || stumbled(parsedOther)) break;
    left.push(other.left);
    results.push(parsedOther);
  }
  return { result: one, branches: { conditions: first.conditions, left, results } };
}

/**
 * What no parsed way through the conditions shows as it runs: a stretch that all of them leave out, and a function whose conditions choose by different
 * words, since what one leaves out may give the values of another their origin.
 */
function unread(roots: readonly Syntax[], { conditions, left }: Branches): Stretch[] {
  return left.flatMap((stretches, way) =>
    stretches.flatMap((stretch) => {
      const shown = left.findIndex((other) => !other.some(({ start }) => start === stretch.start));
      const root = roots[shown] ?? roots[way];
      if (root === undefined) return [stretch];
      const place = around(root, stretch);
      if (shown === -1) return [place];
      const inside = conditions.filter(({ start, end }) => start < place.end && end > place.start);
      const together = new Set(inside.map(({ words }) => words)).size <= 1;
      return together && inside.every(({ ways }) => ways <= left.length) ? [] : [place];
    }),
  );
}

/** The outermost function that a stretch lies in: what it left out may give its values another origin. */
function around(root: Syntax, { start, end }: Stretch): Stretch {
  let inside: Syntax | undefined = root;
  while (inside !== undefined) {
    if (inside !== root && FUNCTION.test(inside.kind)) return { start: inside.start, end: inside.end };
    inside = inside.children.find((child) => child.start <= start && child.end >= end);
  }
  return { start, end };
}

const FUNCTION = /^(?:function_declaration|function_expression|property_declaration)$/;

/** Whether the parser could not read a part of the text. */
function stumbled(result: AnalyserResult | undefined): boolean {
  return result?.kind === 'ok' && result.matches.some(({ syntax }) => syntax?.kinds.includes('ERROR') === true);
}

/** What holds declarations or statements, one after the other: a condition between them hides nothing. */
const HOLDS =
  /^(?:compilation_unit|block|\w*declaration_list|\w*namespace_declaration|accessor_list|switch_\w+|preproc_\w+)$/;

/** Whether a condition stands within a statement: no rule looks through it. */
function splits(result: AnalyserResult | undefined, text: string): boolean {
  const tree = result === undefined ? undefined : treeOf(result);
  const root = tree?.kinds.includes('preproc_if') === true ? syntaxOf(tree, text) : null;
  if (root === null) return false;
  return [...below(root)].some(({ kind, parent }) => kind === 'preproc_if' && !HOLDS.test(parent?.kind ?? ''));
}

/** The rule that answers with the whole file's syntax. The root is an error where the parser found no beginning. */
export function treeRuleOf({ grammar, root }: PlainLanguage): Readonly<Record<string, unknown>> {
  const outermost = { not: { inside: { stopBy: 'end', kind: root } } };
  return {
    id: 'syntax',
    language: [grammar],
    rule: { any: [{ kind: root }, { kind: 'ERROR', ...outermost }] },
    syntax: true,
  };
}

function errorsIn(node: Syntax): readonly Syntax[] {
  return node.kind === 'ERROR' ? [node] : node.children.flatMap(errorsIn);
}
