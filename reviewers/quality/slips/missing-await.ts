import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Slip } from './slip.ts';

const FUNCTION = /^(?:function_declaration|function_expression|arrow_function|method_definition|function_definition)$/;
const WRAPPERS = /^(?:parenthesized_expression|as_expression|non_null_expression|satisfies_expression)$/;
/** Members that promises and coroutines have. */
const OF_PROMISES = /^(?:then|catch|finally|close|send|throw|cr_\w+|add_done_callback)$/;

/** Calls of async functions of the same file whose answer is used as if it were the result. */
export function missingAwaits(root: Syntax): Slip[] {
  const names = asyncNames(root);
  if (names.size === 0) return [];
  return [...below(root)].flatMap((node): Slip[] => {
    const name = /^call(?:_expression)?$/.test(node.kind) ? calledName(node, names) : null;
    if (name === null) return [];
    if (isUsed(node)) return [{ rule: 'missing-await', node, name }];
    const use = useOfBound(node);
    return use === null ? [] : [{ rule: 'missing-await', node, name }];
  });
}

/** The names of functions that are async wherever the file defines their name. Methods are known behind `this.` and `self.`. */
export function asyncNames(root: Syntax): ReadonlySet<string> {
  const found = new Map<string, boolean>();
  const add = (name: string, isAsync: boolean): void => void found.set(name, isAsync && found.get(name) !== false);
  for (const node of below(root)) {
    if (FUNCTION.test(node.kind)) {
      const name = nameOf(node);
      if (name !== null) add(name, isAsync(node));
    }
    // A parameter or variable of the same name is something else.
    if (/^(?:formal_parameters|parameters|lambda_parameters)$/.test(node.kind))
      for (const parameter of node.children) add(/^\w+/.exec(parameter.text)?.[0] ?? '', false);
    if (/^(?:variable_declarator|assignment)$/.test(node.kind) && !FUNCTION.test(node.children.at(-1)?.kind ?? ''))
      add(node.children[0]?.text ?? '', false);
  }
  return new Set([...found].flatMap(([name, known]) => (known ? [name] : [])));
}

/** Whether calling a function answers a promise or a coroutine. */
export function isAsync(fn: Syntax): boolean {
  if (!/^(?:(?:public|private|protected|static|override)\s+)*async\b/.test(fn.text)) return false;
  // Decorators may make something else of it, and generators answer no promise.
  return fn.parent?.kind !== 'decorated_definition' && !/\byield\b|\basync\s*(?:function\s*)?\*/.test(fn.text);
}

function nameOf(fn: Syntax): string | null {
  if (fn.kind === 'method_definition' || isMethod(fn)) return `this.${identifierOf(fn)}`;
  if (/_declaration$|^function_definition$/.test(fn.kind)) return identifierOf(fn);
  return fn.parent?.kind === 'variable_declarator' ? (fn.parent.children[0]?.text ?? null) : null;
}

const identifierOf = (fn: Syntax): string => fn.children.find(({ kind }) => kind.endsWith('identifier'))?.text ?? '';

function isMethod(fn: Syntax): boolean {
  const holder = fn.parent?.kind === 'decorated_definition' ? fn.parent.parent : fn.parent;
  return fn.kind === 'function_definition' && holder?.parent?.kind === 'class_definition';
}

function calledName(call: Syntax, names: ReadonlySet<string>): string | null {
  const callee = (call.children[0]?.text ?? '').replace(/^self\./, 'this.');
  return names.has(callee) ? callee : null;
}

/** Whether an expression stands where only the result makes sense. */
function isUsed(node: Syntax): boolean {
  const { parent } = node;
  if (parent === null) return false;
  const [first] = parent.children;
  if (WRAPPERS.test(parent.kind)) return isUsed(parent);
  switch (parent.kind) {
    case 'if_statement':
    case 'while_statement':
    case 'ternary_expression':
    case 'elif_clause':
      return first === node;
    case 'conditional_expression':
      return parent.children[1] === node;
    case 'unary_expression':
      return parent.text.startsWith('!');
    case 'not_operator':
    case 'comparison_operator':
      return !/\bis\b/.test(parent.text);
    case 'binary_expression':
      return isComparison(parent) && !/\b(?:undefined|null)\b/.test(parent.text);
    case 'member_expression':
    case 'attribute':
      // A promise may be given members of its own.
      return first === node && !isTarget(parent) && !OF_PROMISES.test(parent.children.at(-1)?.text ?? '');
    case 'subscript_expression':
    case 'subscript':
      return first === node;
    default:
      return false;
  }
}

const isTarget = (node: Syntax): boolean =>
  /^(?:augmented_)?assignment/.test(node.parent?.kind ?? '') && node.parent?.children[0] === node;

function isComparison(node: Syntax): boolean {
  const [left, right] = node.children;
  if (left === undefined || right === undefined) return false;
  return /^\s*(?:[=!]==?|[<>]=?)\s*$/.test(node.text.slice(left.end - node.start, right.start - node.start));
}

/** The first use of the name that a call's answer is bound to, where it makes sense for the result only. */
function useOfBound(call: Syntax): Syntax | null {
  const holder = call.parent;
  if (holder === null || !/^(?:variable_declarator|assignment)$/.test(holder.kind) || holder.children.at(-1) !== call)
    return null;
  const target = holder.children[0];
  if (target?.kind !== 'identifier') return null;
  let around: Syntax | null = holder.parent;
  while (around !== null && !FUNCTION.test(around.kind) && around.parent !== null) around = around.parent;
  if (around === null) return null;
  const uses = [...below(around)].filter(
    (node) => node.kind === 'identifier' && node.text === target.text && node.start > call.end,
  );
  const [use] = uses;
  const isAwaited = uses.some((node) => node.parent?.kind.startsWith('await') === true);
  return use === undefined || isAwaited || !isUsed(use) ? null : use;
}
