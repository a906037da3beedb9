import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from '../plain-slip.ts';
import { bareValue, calleeText, fileAround, qualifiersOf, shortText, squeezedText } from './rust-nodes.ts';

const isAsync = (fn: Syntax): boolean => /\basync\b/.test(qualifiersOf(fn));
const inTask = ({ kind }: Syntax): boolean => !kind.startsWith('function_');

/** The async functions of a file that are called by their bare name or by `self`. */
const asyncNames = new WeakMap<Syntax, ReadonlySet<string>>();
function asyncFunctions(file: Syntax): ReadonlySet<string> {
  const known = asyncNames.get(file);
  if (known !== undefined) return known;
  const others = new Set<string>();
  const found = new Set<string>();
  for (const node of below(file)) {
    if (node.kind !== 'function_declaration') continue;
    // Attributes may make something else of it: `#[tokio::main]`.
    const attributes =
      node.text.slice(0, 600).match(/^#\[[\s\S]*?\]\s*(?=(?:#\[|\/\/|pub|async|unsafe|const|fn))/g) ?? [];
    const plain = attributes.every((one) =>
      /^#\[(?:\w+::)*(?:instrument|allow|expect|inline|must_use|doc|cfg|deprecated)\b/.test(one),
    );
    (isAsync(node) && plain ? found : others).add(node.children[0]?.text ?? '');
  }
  for (const name of others) found.delete(name);
  asyncNames.set(file, found);
  return found;
}

/** `self.save();`, `let _ = save();` where `save` is async. */
export const notAwaited: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  const call =
    node.kind === 'expression_statement'
      ? node.children[0]
      : node.kind === 'variable_declarator' && node.children[0]?.text === '_'
        ? node.children[1]
        : undefined;
  if (call?.kind !== 'call_expression') return [];
  const name = /^(?:self\.|Self\.)?(\w+)$/.exec(calleeText(call))?.[1];
  return name !== undefined && !call.text.startsWith(`${name}!`) && asyncFunctions(fileAround(node)).has(name)
    ? [{ rule: 'not-awaited', node: call, name: shortText(call) }]
    : [];
};

const BLOCKS =
  /^(?:std\.)?thread\.sleep$|^reqwest\.blocking\.(?:get|Client\.new|Client\.builder)$|^(?:tokio\.runtime\.)?Handle\.current\(\)\.block_on$|^futures\.executor\.block_on$/;

/** `std::thread::sleep`, `reqwest::blocking::get`, `block_on` in an async function. */
export const blockedTasks: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression' || !BLOCKS.test(calleeText(node))) return [];
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    // What is handed to another thread may block.
    if (outer.kind === 'function_expression') return [];
    if (outer.kind === 'function_declaration')
      return isAsync(outer) ? [{ rule: 'blocks-the-task', node, name: shortText(node) }] : [];
  }
  return [];
};

const TAKES = /^([\w.]+)\.(lock|read|write|borrow_mut|borrow)\(\)(?:\.(?:unwrap\(\)|expect\("[^"]*"\))|\?)?$/;

interface Taken {
  readonly of: string;
  readonly method: string;
}

/** The lock that a value is the guard of; locks that are awaited are others. */
function takenBy(value: Syntax | undefined): Taken | null {
  const [, of = '', method = ''] = (value !== undefined && TAKES.exec(squeezedText(value))) || [];
  return of === '' ? null : { of, method };
}

const released = (name: string, text: string): boolean => new RegExp(String.raw`\bdrop\(\s*${name}\s*\)`).test(text);

/** Whether holding one guard keeps the other from being taken. */
const excludes = (held: string, asked: string): boolean =>
  held.startsWith('borrow') === asked.startsWith('borrow') &&
  !(/^(?:read|borrow)$/.test(held) && /^(?:read|borrow)$/.test(asked));

/** `let a = m.lock().unwrap(); … m.lock()`: in the block of the first guard. */
export const lockedTwice: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): readonly PlainSlip[] => {
    const [name, value] = statement.kind === 'variable_declarator' ? statement.children : [];
    const taken = name?.kind === 'identifier' && name.text !== '_' ? takenBy(value) : null;
    if (taken === null || name === undefined) return [];
    for (const later of node.children.slice(index + 1)) {
      if (released(name.text, later.text)) return [];
      const again = [...below(later, inTask)].find((one) => isTakenAgain(one, taken));
      if (again !== undefined) return [{ rule: 'locked-twice', node: again, name: shortText(again) }];
      // Another value under the name lets the first one live; one under the object's name is another lock.
      if (new RegExp(String.raw`\blet\s+(?:mut\s+)?${taken.of.split('.', 1).join()}\b`).test(later.text)) return [];
    }
    return [];
  });
};

function isTakenAgain(node: Syntax, { of, method }: Taken): boolean {
  if (node.kind !== 'call_expression') return false;
  const [, again = '', asked = ''] = /^([\w.]+)\.(lock|read|write|borrow_mut|borrow)$/.exec(calleeText(node)) ?? [];
  return again === of && node.text.endsWith('()') && excludes(method, asked);
}

/** `match m.lock().unwrap().x { … m.lock() … }`, `while let Some(x) = m.lock().unwrap().pop() { x.await }`: the guard lives as long as the body. */
export const heldByCondition: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  const [condition, ...ways] = node.children;
  const isLet = /^(?:if|while)_statement$/.test(node.kind) && condition?.kind === 'typeof_expression';
  if (condition === undefined || (!isLet && node.kind !== 'switch_statement')) return [];
  const subject = isLet ? condition.children.at(-1) : condition;
  if (subject === undefined) return [];
  const text = squeezedText(subject);
  const [, of = '', method = '', rest = ''] =
    /^([\w.]+)\.(lock|write|borrow_mut)\(\)(?:\.unwrap\(\)|\.expect\("[^"]*"\))?((?:\.\w+\([^()]*\))*)$/.exec(text) ??
    [];
  // `?` and copies end the guard's life no sooner, but what is not a lock of the standard library is awaited.
  if (of === '' || rest === '') return [];
  const bodies = node.kind === 'if_statement' ? ways.slice(0, 1) : ways;
  for (const one of bodies.flatMap((way) => [...below(way, inTask)])) {
    if (one.start < subject.end) continue;
    if (isTakenAgain(one, { of, method })) return [{ rule: 'locked-twice', node: one, name: shortText(one) }];
    if (one.kind === 'cast_expression' && /\.\s*await$/.test(one.text))
      return [{ rule: 'held-while-waiting', node: subject, name: shortText(subject) }];
  }
  return [];
};

/** `let b = cell.borrow_mut(); … .await`. */
export const borrowedWhileWaiting: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'block' || !/\bRefCell\b/.test(fileAround(node).text)) return [];
  return node.children.flatMap((statement, index): readonly PlainSlip[] => {
    const [name, value] = statement.kind === 'variable_declarator' ? statement.children : [];
    const taken = name?.kind === 'identifier' && value !== undefined ? takenBy(bareValue(value)) : null;
    if (taken === null || !taken.method.startsWith('borrow') || name === undefined) return [];
    for (const later of node.children.slice(index + 1)) {
      if (released(name.text, later.text)) return [];
      if ([...below(later, inTask)].some((one) => one.kind === 'cast_expression' && /\.\s*await$/.test(one.text)))
        return [{ rule: 'held-while-waiting', node: statement, name: shortText(statement) }];
    }
    return [];
  });
};
