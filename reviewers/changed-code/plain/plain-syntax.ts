import type { AnalyserResult } from '../../../analysers/analyser.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { CheckContext } from '../../reviewer.ts';
import { syntaxOf, type Syntax } from '../syntax-node.ts';
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
}

interface Answer {
  readonly result: AnalyserResult | undefined;
  /** What was not parsed. */
  readonly left: readonly Stretch[];
}

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
  const { result: answer, left } = await asked;
  if (answer?.kind !== 'ok') {
    // Who parsed it has said why; for the others it has to be said again.
    if (first !== undefined) context.unavailable({ path, reason: answer?.reason ?? 'it was not parsed' });
    return null;
  }
  context.looked(path);
  const tree = answer.matches.find(({ syntax }) => syntax !== undefined)?.syntax;
  if (tree === undefined) {
    context.unjudged(path, 'it is too large for its syntax to be followed');
    return null;
  }
  const made = trees.get(tree);
  if (made !== undefined) return made;
  const root = syntaxOf(tree, text);
  const plain = root === null ? null : plainTree(root, text, language.shapes);
  const whole =
    root === null || plain === null
      ? null
      : { language, root: plain, errors: [...errorsIn(root), ...left.map((one) => around(plain, one))] };
  trees.set(tree, whole);
  return whole;
}

async function parse(context: CheckContext, language: PlainLanguage, path: string, text: string): Promise<Answer> {
  const known = language.older?.(text, path) ?? text;
  const ask = async (asked: string): Promise<AnalyserResult | undefined> =>
    (await context.analyse('ast-grep', [{ path, text: asked }], { rules: [treeRuleOf(language)] }))[0];
  const result = await ask(known);
  const one = stumbled(result) ? (language.oneBranch?.(known) ?? null) : null;
  if (one === null) return { result, left: [] };
  const other = await ask(one.text);
  return other?.kind === 'ok' && !stumbled(other) ? { result: other, left: one.left } : { result, left: [] };
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
