import { operatorBetween, withoutQuotes } from '../../changed-code/node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

const squeezed = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim();
const short = (node: Syntax): string => squeezed(node).slice(0, 60);
const isLiteral = ({ kind, text }: Syntax): boolean =>
  /^(?:string|number|symbol|true|false|null)$/.test(kind) || /^(?:\w+(?:\.|::))+[A-Z]\w*$/.test(text);

/** `if` and `else` that do the same, and conditions that were asked before. */
export const sameBranches: Look = (node, kind) => {
  if (node.kind !== 'if_statement' && node.kind !== 'ternary_expression') return [];
  const [condition, first, second] = node.children;
  if (condition === undefined || first === undefined) return [];
  const found: PlainSlip[] = [];
  const isChain = node.parent?.kind === 'if_statement' && node.parent.children[2] === node;
  // A value of which Kotlin knows the type goes to another function of the same name.
  const isTyped = kind === 'kotlin' && /\bis\b/.test(condition.text);
  if (second !== undefined && second.kind !== 'if_statement' && !isChain && !isTyped && saysSomething(first)) {
    if (squeezed(first) === squeezed(second)) found.push({ rule: 'same-branches', node, name: short(first) });
  }
  for (let way = second; way?.kind === 'if_statement'; way = way.children[2]) {
    const [later] = way.children;
    if (later !== undefined && squeezed(later) === squeezed(condition) && !later.text.slice(1, -1).includes('('))
      found.push({ rule: 'same-condition', node: later, name: short(later) });
  }
  return found;
};

/** An empty block, or one that only answers a bare value, is no pair worth telling. */
const saysSomething = (node: Syntax): boolean =>
  squeezed(node).replace(/\W/g, '').length > 2 && !/\b(?:todo|unimplemented)!\(/.test(node.text);

/** The same literal under two cases of one switch. */
export const duplicateCases: Look = (node) => {
  if (node.kind !== 'switch_statement') return [];
  const seen = new Set<string>();
  return node.children
    .filter(({ kind }) => kind === 'switch_case')
    .flatMap(({ children }) => (children[0]?.kind === 'case_values' ? children[0].children : []))
    .filter((value) => {
      const again = seen.has(squeezed(value));
      if (isLiteral(value)) seen.add(squeezed(value));
      return again;
    })
    .map((value) => ({ rule: 'duplicate-case', node: value, name: short(value) }));
};

/** Rows of an array of C# look like its pairs: `new[,] { { 1, 1 }, { 1, 2 } }`. */
const ROWS = /(?:^|=\s{0,3})new\s?[\w.]{0,60}\[/;

/** What is made of rows of values is no table of keys, unless its type says so. */
const LISTED =
  /(?:^|=>?\s{0,3}|\breturn\s)new\s?(?:\(|(?![\w.]{0,60}(?:Dictionary|Hashtable|Lookup|Headers|Collection))[A-Z][\w.]{0,60}[<({\s])/;
const LONGEST_HEAD = 400;

/** The same literal key twice in one table. */
export const duplicateKeys: Look = (node) => {
  const above = node.parent?.kind === 'arguments' ? node.parent.parent : node.parent;
  const made = above?.text.slice(0, LONGEST_HEAD) ?? '';
  if (node.kind !== 'record_expression' || ROWS.test(made) || LISTED.test(made)) return [];
  const seen = new Set<string>();
  return node.children.flatMap((entry): PlainSlip[] => {
    const [key, value] = entry.children;
    if (entry.kind !== 'pair' || key === undefined || value === undefined || !isKey(key)) return [];
    const name = `${key.kind} ${withoutQuotes(key.text)}`;
    const again = seen.has(name);
    seen.add(name);
    return again ? [{ rule: 'duplicate-entry', node: entry, name: short(key) }] : [];
  });
};

const isKey = ({ kind, children }: Syntax): boolean => /^(?:string|symbol|number)$/.test(kind) && children.length === 0;

const POINTLESS = /^(?:==|===|!=|!==|<|>|<=|>=|&&|\|\||-|\/|%|and|or)$/;

/** `a == a`, `a && a`, `a - a`. */
export const sameOperands: Look = (node) => {
  const [left, right] = node.children;
  if (node.kind !== 'binary_expression' || left === undefined || right === undefined) return [];
  const operator = operatorBetween(left, right, node);
  if (!POINTLESS.test(operator) || squeezed(left) !== squeezed(right)) return [];
  if (/[()]|\+\+|--|<-/.test(left.text) || /^(?:number|string|true|false|null)$/.test(left.kind)) return [];
  // Only what is not a number differs from itself.
  if (/^[!=]==?$/.test(operator) && /\b(?:float|double|NaN|f32|f64|Float|Double)/.test(functionText(node))) return [];
  return [{ rule: 'same-operands', node, name: short(node) }];
};

function functionText(node: Syntax): string {
  let outer = node;
  while (outer.parent !== null && !/^(?:function_declaration|class_body|program)$/.test(outer.kind))
    outer = outer.parent;
  return outer.text.slice(0, 5000);
}

/** `a = a`. */
export const selfAssignments: Look = (node, kind) => {
  const [left, right] = node.children;
  if (node.kind !== 'assignment' || left === undefined || right === undefined) return [];
  if (squeezed(left) !== squeezed(right) || /[(]/.test(left.text) || left.kind === 'pattern_list') return [];
  if (!/^(?:identifier|member_expression|subscript_expression)$/.test(left.kind) || left.text === '_') return [];
  // A property may do something when it is set; a name or field of the object does not.
  if (kind === 'kotlin' && left.kind === 'member_expression' && !left.text.startsWith('this.')) return [];
  return [{ rule: 'self-assignment', node, name: short(node) }];
};

/** `if (a = 'b')`. */
export const assigningConditions: Look = (node) => {
  const [condition] = node.children;
  if (!/^(?:if_statement|while_statement|ternary_expression)$/.test(node.kind) || condition === undefined) return [];
  const inner = condition.kind === 'parenthesized_expression' ? condition.children[0] : condition;
  const value = inner?.kind === 'assignment' ? inner.children.at(-1) : undefined;
  return inner !== undefined && value !== undefined && /^(?:string|number|true|false|null)$/.test(value.kind)
    ? [{ rule: 'assignment-in-condition', node: inner, name: short(inner) }]
    : [];
};

/** `a != 1 || a != 2`, `a == 1 && a == 2`. */
export const constantConditions: Look = (node) => {
  const [left, right] = node.children;
  if (node.kind !== 'binary_expression' || left === undefined || right === undefined) return [];
  const operator = operatorBetween(left, right, node);
  const wanted = /^(?:\|\||or)$/.test(operator) ? /^!==?$/ : /^(?:&&|and)$/.test(operator) ? /^===?$/ : null;
  const [one, other] = [comparisonOf(left), comparisonOf(right)];
  if (wanted === null || one === null || other === null) return [];
  const fits = wanted.test(one.operator) && wanted.test(other.operator) && one.subject === other.subject;
  return fits && one.literal !== other.literal ? [{ rule: 'always-so', node, name: short(node) }] : [];
};

function comparisonOf(
  node: Syntax,
): { readonly subject: string; readonly literal: string; readonly operator: string } | null {
  const inner = node.kind === 'parenthesized_expression' ? node.children[0] : node;
  const [left, right] = inner?.children ?? [];
  if (inner?.kind !== 'binary_expression' || left === undefined || right === undefined) return null;
  if (!isLiteral(right) || /[()]/.test(left.text)) return null;
  return { subject: squeezed(left), literal: squeezed(right), operator: operatorBetween(left, right, inner) };
}

/** `a == "text"` in Java. */
export const identityComparisons: Look = (node, kind) => {
  const [left, right] = node.children;
  if (kind !== 'java' || node.kind !== 'binary_expression' || left === undefined || right === undefined) return [];
  const texts = [left, right].filter((one) => one.kind === 'string' && one.text.startsWith('"'));
  const other = left.kind === 'string' ? right : left;
  return /^[!=]=$/.test(operatorBetween(left, right, node)) && texts.length === 1 && other.kind !== 'null'
    ? [{ rule: 'compared-by-identity', node, name: short(node) }]
    : [];
};
