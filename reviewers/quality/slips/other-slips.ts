import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Slip } from './slip.ts';

/** What does not derive from Exception. */
const BEYOND =
  /^(?:BaseException|KeyboardInterrupt|SystemExit|GeneratorExit|(?:asyncio\.)?CancelledError|BaseExceptionGroup)$/;
/** Python's own classes: a class, and what derives from it. */
const DERIVED: Readonly<Record<string, RegExp>> = {
  OSError:
    /^(?:FileNotFoundError|FileExistsError|PermissionError|ConnectionError|ConnectionRefusedError|ConnectionResetError|BrokenPipeError|TimeoutError|IsADirectoryError|NotADirectoryError|InterruptedError|BlockingIOError)$/,
  ConnectionError: /^(?:ConnectionRefusedError|ConnectionResetError|ConnectionAbortedError|BrokenPipeError)$/,
  LookupError: /^(?:KeyError|IndexError)$/,
  ArithmeticError: /^(?:ZeroDivisionError|OverflowError|FloatingPointError)$/,
  ValueError: /^(?:UnicodeError|UnicodeDecodeError|UnicodeEncodeError|(?:json\.)?JSONDecodeError)$/,
  ImportError: /^ModuleNotFoundError$/,
};

/** Clauses behind one that catches a base class of everything that they name. */
export function unreachableExcepts(root: Syntax): Slip[] {
  return [...below(root)].flatMap((node): Slip[] => {
    if (node.kind !== 'try_statement') return [];
    const caught: string[] = [];
    return node.children.flatMap((clause): Slip[] => {
      if (clause.kind !== 'except_clause') return [];
      const names = namesOf(clause);
      const isDead = names.length > 0 && names.every((name) => caught.some((base) => derives(name, base)));
      caught.push(...names);
      return isDead ? [{ rule: 'unreachable-except', node: clause, name: names.join(', ') }] : [];
    });
  });
}

function namesOf(clause: Syntax): string[] {
  const [first] = clause.children;
  const named = first?.kind === 'as_pattern' ? first.children[0] : first;
  if (named === undefined || named.kind === 'block') return [];
  const all = named.kind === 'tuple' ? named.children : [named];
  return all.every(({ kind }) => /^(?:identifier|attribute)$/.test(kind)) ? all.map(({ text }) => text) : [];
}

const derives = (name: string, base: string): boolean =>
  (base === 'Exception' && !BEYOND.test(name) && name !== 'Exception') ||
  (base === 'BaseException' && name !== base) ||
  DERIVED[base]?.test(name) === true;

/** Mistakes with arrays in JavaScript and TypeScript. */
export function arraySlips(root: Syntax): Slip[] {
  return [...below(root)].flatMap((node): Slip[] => {
    if (node.kind === 'for_statement') return pastTheEnd(node);
    if (node.kind !== 'call_expression') return [];
    const [callee, given] = node.children;
    const text = callee?.text ?? '';
    if (text.endsWith('.map') && /^\(\s*(?:Number\.)?parseInt\s*\)$/.test(given?.text ?? ''))
      return [{ rule: 'parse-int-in-map', node, name: 'parseInt' }];
    if (given?.children.length === 0 && isNumbers(callee))
      return [{ rule: 'numbers-sorted-as-text', node, name: text.slice(0, 40) }];
    if (/\.(?:indexOf|lastIndexOf|findIndex)$/.test(text) && isCondition(node))
      return [{ rule: 'index-as-condition', node, name: text.slice(0, 40) }];
    return [];
  });
}

/** `for (let i = 0; i <= a.length; i++)` whose body reads `a[i]`. */
function pastTheEnd(loop: Syntax): Slip[] {
  const condition = loop.children.find(({ text }) => /^\w+\s*<=\s*[\w.]+\.length\s*;?$/.test(text));
  const [, index, list] = /^(\w+)\s*<=\s*([\w.]+)\.length/.exec(condition?.text ?? '') ?? [];
  const body = loop.children.at(-1);
  if (condition === undefined || index === undefined || list === undefined || body === undefined) return [];
  const reads = [...below(body)].some(
    ({ kind, text }) => kind === 'subscript_expression' && text.replace(/\s/g, '') === `${list}[${index}]`,
  );
  return reads &&
    !new RegExp(String.raw`\b${index}\b\s*(?:===?|<|>=)\s*${list.replaceAll('.', String.raw`\.`)}\.length`).test(
      body.text,
    )
    ? [{ rule: 'past-the-end', node: condition, name: list }]
    : [];
}

function isNumbers(callee: Syntax | undefined): boolean {
  const [list, method] = callee?.kind === 'member_expression' ? callee.children : [];
  if (list === undefined || !/^(?:sort|toSorted)$/.test(method?.text ?? '')) return false;
  if (list.kind === 'array') {
    const { children } = list;
    return (
      children.length > 1 &&
      children.every(({ kind }) => kind === 'number') &&
      children.some(({ text }) => text.length > 1)
    );
  }
  return /\.map\(\s*(?:Number|parseFloat|\(?(\w+)\)?\s*=>\s*(?:Number|parseInt|parseFloat)\(\1(?:,\s*10)?\))\s*\)$/.test(
    list.text,
  );
}

function isCondition(node: Syntax): boolean {
  const { parent } = node;
  if (parent?.kind !== 'parenthesized_expression') return false;
  return /^(?:if|while)_statement$/.test(parent.parent?.kind ?? '') && parent.parent?.children[0] === parent;
}
