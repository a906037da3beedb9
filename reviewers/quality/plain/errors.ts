import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

const short = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim().slice(0, 60);
const NAME = /^err\w*$/;

/** Names that a statement of a block gives a new error. */
const errorOf = (statement: Syntax): string | null => {
  const [left] = /^(?:assignment|variable_declarator)$/.test(statement.kind) ? statement.children : [];
  return left !== undefined && left.kind === 'identifier' && NAME.test(left.text) ? left.text : null;
};

/** Go: an error that is overwritten before anyone looked at it. */
export const lostErrors: Look = (node, kind) => {
  if (kind !== 'go' || node.kind !== 'block') return [];
  if (/\bdefer func\b/.test(functionOf(node).text)) return [];
  const unread = new Map<string, Syntax>();
  const found: PlainSlip[] = [];
  for (const statement of node.children) {
    const name = errorOf(statement);
    const inner = name === null ? [statement] : statement.children.slice(1);
    for (const one of inner.flatMap((part) => [...below(part)])) {
      if (one.kind === 'identifier' && NAME.test(one.text)) unread.delete(one.text);
      if (one.kind === 'function_expression' || /^(?:return|goto|labeled)_statement$/.test(one.kind)) unread.clear();
    }
    if (name === null) continue;
    const before = unread.get(name);
    // What merely declares the name has nothing to lose.
    if (before !== undefined) found.push({ rule: 'lost-error', node: before, name });
    // The names of one statement stand beside each other.
    if (/\(/.test(lineOf(statement))) unread.set(name, statement);
  }
  return found;
};

/** The rest of the line at which a node begins; an error that comes from no call is a start value. */
function lineOf(node: Syntax): string {
  let outer = node;
  while (outer.parent !== null && outer.kind !== 'block') outer = outer.parent;
  const text = outer.text.slice(node.start - outer.start);
  return text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
}

function functionOf(node: Syntax): Syntax {
  let outer = node;
  while (outer.parent !== null && !/^(?:function_declaration|program)$/.test(outer.kind)) outer = outer.parent;
  return outer;
}

const ASKED =
  /^(?:json|xml|yaml|toml|proto)\.Unmarshal\(|^[\w.]+\.(?:Commit|Scan)\(|^\w{1,20}\.NewDecoder\([^()]{0,100}\)\.Decode\(|^os\.(?:Rename|MkdirAll|WriteFile|Chdir)\(/;

/** Go: a call as a statement whose error alone says whether it worked. */
export const errorsNotAsked: Look = (node, kind) => {
  if (kind !== 'go' || node.kind !== 'expression_statement') return [];
  const [call] = node.children;
  return call?.kind === 'call_expression' &&
    ASKED.test(call.text) &&
    !/\b(?:scanner|sc|s|fmt|bufio)\.Scan\(/.test(call.text) &&
    !call.text.endsWith('.Scan()')
    ? [{ rule: 'error-not-asked', node: call, name: short(call) }]
    : [];
};

/** Go: `resp, err := f()` and `defer resp.Body.Close()` before `err` is looked at. */
export const usedBeforeCheck: Look = (node, kind) => {
  if (kind !== 'go' || node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): PlainSlip[] => {
    if (errorOf(statement) === null || statement.children.length > 1) return [];
    const value = node.children[index - 1];
    const name = value?.children[0]?.text ?? '';
    const next = node.children[index + 1];
    if (value?.kind !== 'variable_declarator' || next?.kind !== 'defer_statement') return [];
    return next.text.startsWith(`defer ${name}.`) ? [{ rule: 'used-before-check', node: next, name }] : [];
  });
};

/** Whether the file imports something by this very name, which in Kotlin goes before what the file's own package has. */
function isImported(name: Syntax): boolean {
  let root = name;
  while (root.parent !== null) root = root.parent;
  return root.text.split('\n').some((line) => {
    const [word, path = '', as, other] = line.split(/[\s;]+/).filter((one) => one !== '');
    return word === 'import' && (as === 'as' ? other : path.slice(path.lastIndexOf('.') + 1)) === name.text;
  });
}

/** Whether a function around has a parameter or value of this name, which in Kotlin goes before members of objects inside of it. */
function isLocalAround(name: Syntax, node: Syntax): boolean {
  for (let around = node.parent; around !== null; around = around.parent) {
    if (around.kind !== 'function_declaration') continue;
    const parameters = around.children.find(({ kind }) => kind === 'parameters')?.children ?? [];
    if (parameters.some(({ children: [first] }) => first?.text === name.text)) return true;
    const before = around.text.slice(0, node.start - around.start).split(/\bva[lr]\s+/);
    if (before.slice(1).some((one) => /^\w+/.exec(one)?.[0] === name.text)) return true;
  }
  return false;
}

/** A function whose whole body is a call of itself with what it was given. */
export const callsItself: Look = (node, kind) => {
  const found = onlyCallOf(node, kind);
  // The file is only read for its imports where there is something to tell.
  const name = kind === 'kotlin' && found.length > 0 ? node.children[0] : undefined;
  return name !== undefined && (isImported(name) || isLocalAround(name, node)) ? [] : found;
};

const onlyCallOf: Look = (node, kind) => {
  if (!/^(?:java|csharp|kotlin|ruby|php)$/.test(kind) || !/^(?:function|property)_declaration$/.test(node.kind))
    return [];
  const [name, list] = node.children;
  const body = node.children.at(-1);
  if (name === undefined || list?.kind !== 'parameters' || body === undefined || body === list) return [];
  const only = body.kind === 'block' ? (body.children.length === 1 ? body.children[0] : undefined) : body;
  // A member of an interface by its full name hands on to the one of the class: `void IDisposable.Dispose() => Dispose();`.
  if (
    node.text
      .slice(0, name.start - node.start)
      .trimEnd()
      .endsWith('.')
  )
    return [];
  const call = only !== undefined && /^(?:return|expression)_statement$/.test(only.kind) ? only.children[0] : only;
  if (node.kind === 'property_declaration') {
    return call !== undefined && call.text.replace(/^this\./, '') === name.text
      ? [{ rule: 'calls-itself', node: call, name: name.text }]
      : [];
  }
  if (call?.kind !== 'call_expression') return [];
  const given = (call.children[1]?.children ?? []).map(({ text }) => text);
  const named = list.children.map((one) => one.children[0]?.text ?? '');
  const own = kind === 'php' ? /^(?:\$this->|self::|static::)/ : /^(?:this\.|self\.)?/;
  const callee = call.children[0]?.text ?? '';
  const same = callee.replace(own, '') === name.text && (kind !== 'php' || own.test(callee));
  return same && given.length === named.length && given.every((one, index) => one === named[index])
    ? [{ rule: 'calls-itself', node: call, name: short(call) }]
    : [];
};
