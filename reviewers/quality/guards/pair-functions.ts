import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { type BareText, bareText } from './bare-text.ts';

/** One side of a file. */
export interface GuardedSide {
  readonly root: Syntax;
  readonly bare: BareText;
}

/** A function that stands on both sides with the same head, its code on each without white space and comments. */
export interface FunctionPair {
  readonly name: string;
  readonly old: Syntax;
  readonly new: Syntax;
  readonly before: string;
  readonly after: string;
}

const FUNCTION =
  /^(?:function_declaration|generator_function_declaration|method_definition|function_definition|function_item|method_declaration|constructor_declaration|function_expression|arrow_function)$/;
const BODY = /^(?:block|statement_block|body_statement|function_body)$/;

/** One side of a file, made ready. */
export function guardedSideOf(root: Syntax, text: string, path: string): GuardedSide {
  return { root, bare: bareText(text, path) };
}

/** What stands of a node without white space and comments. */
export function bareOf(
  { bare }: GuardedSide,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return bare.text.slice(bare.before[start], bare.before[end]);
}

interface Found {
  readonly node: Syntax;
  readonly key: string;
}

function functionsIn(side: GuardedSide): Found[] {
  const seen = new Map<string, number>();
  const found: Found[] = [];
  for (const node of below(side.root)) {
    if (!FUNCTION.test(node.kind)) continue;
    const body = node.children.findLast(({ kind }) => BODY.test(kind));
    const name = nameOf(node);
    if (body === undefined || name === null) continue;
    const head = `${pathOf(node)}${name} ${bareOf(side, { start: node.start, end: body.start })}`;
    const count = seen.get(head) ?? 0;
    seen.set(head, count + 1);
    found.push({ node, key: `${head} ${count}` });
  }
  return found;
}

function nameOf(node: Syntax): string | null {
  const own = node.children.find(({ kind }) =>
    /^(?:property_|field_|private_property_)?(?:identifier|constant|name)$/.test(kind),
  );
  if (own !== undefined && !/^(?:arrow_function|function_expression)$/.test(node.kind)) return own.text;
  const holder = node.parent;
  return holder !== null &&
    /^(?:variable_declarator|pair|assignment_expression|assignment|public_field_definition)$/.test(holder.kind)
    ? (holder.children[0]?.text ?? null)
    : null;
}

function pathOf(node: Syntax): string {
  const names: string[] = [];
  for (let up = node.parent; up !== null; up = up.parent) {
    if (!/class|impl|module|interface|trait|object/.test(up.kind)) continue;
    const name = up.children.find(({ kind }) => /identifier|constant|name/.test(kind))?.text;
    if (name !== undefined && name.length < 200) names.push(name);
  }
  return names.map((name) => `${name}.`).join('');
}

/** The functions whose head is the same on both sides and whose code is not. */
export function pairFunctions(old: GuardedSide, now: GuardedSide): FunctionPair[] {
  const heads = new Map(functionsIn(now).map(({ key, node }) => [key, node]));
  return functionsIn(old).flatMap(({ key, node }): FunctionPair[] => {
    const other = heads.get(key);
    if (other === undefined) return [];
    const [before, after] = [bareOf(old, node), bareOf(now, other)];
    return before === after ? [] : [{ name: nameOf(node) ?? '', old: node, new: other, before, after }];
  });
}
