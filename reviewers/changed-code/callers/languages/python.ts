import type { Syntax } from '../../syntax-node.ts';
import { NOTHING_GIVEN, Scope, TAKEN_OTHERWISE } from '../facts.ts';
import { type Gathered, kid, type FactReader } from '../gather-facts.ts';
import { pythonGiven, pythonTaken } from './python-call.ts';
import { fieldsSignature, pythonSignature } from './python-signature.ts';

/** Decorators that leave a signature as it is written. */
const HARMLESS =
  /^@(?:staticmethod|classmethod|(?:abc\.)?abstractmethod|(?:typing\.|typing_extensions\.)?(?:override|final)|(?:contextlib\.)?(?:async)?contextmanager|(?:functools\.)?(?:lru_)?cache(?:\([\w=]*\))?)$/;
const FIELD = /^@(?:(?:functools\.)?(?:cached_)?property\b|[\w.]+\.(?:setter|getter|deleter)$)/;
const OF_FIELDS = /^(?:NamedTuple|TypedDict|BaseModel|typing\.NamedTuple|typing\.TypedDict|pydantic\.BaseModel)$/;
/** What makes members while it runs; `setattr(self.fields[key], …)` makes them elsewhere. */
const DYNAMIC = /\b(?:__getattr__|__getattribute__|__dict__)\b|\bsetattr\b(?!\(self\.(?!__class__))/;

/** Python. */
export const lookAtPython: FactReader = (node, scope, into) => {
  switch (node.kind) {
    case 'module':
      if (/^def __getattr__\(|\bglobals\(\)/m.test(node.text)) into.open = true;
      return scope;
    case 'import_from_statement':
    case 'import_statement':
      readImport(node, into);
      return scope;
    case 'call':
      readCall(node, scope, into);
      return scope;
    case 'attribute':
      readMember(node, scope, into);
      return scope;
    case 'assignment':
      readAssignment(node, scope, into);
      return scope;
    case 'class_definition':
      return intoClass(node, scope, into);
    case 'function_definition':
      return intoFunction(node, scope, into);
    case 'lambda':
      return inside(node, scope, kid(node, 'lambda_parameters'));
    case 'for_statement':
    case 'for_in_clause':
      for (const name of names(node.children[0])) scope.bind(name, null);
      return scope;
    case 'as_pattern_target':
      for (const name of names(node.children[0]))
        scope.bind(name, null, node.parent === null ? undefined : { node: node.parent, scope });
      return scope;
    case 'named_expression': {
      const [target, value] = node.children;
      for (const name of names(target))
        scope.bind(name, null, value === undefined ? undefined : { node: value, scope });
      return scope;
    }
    default:
      return scope;
  }
};

/** What a definition stands in: the file, a class, or a function. */
function holder(node: Syntax): Syntax | null {
  let above = node.parent;
  while (above !== null && !/^(?:module|class_definition|function_definition|lambda)$/.test(above.kind))
    above = above.parent;
  return above;
}

function decorators(node: Syntax): string[] {
  if (node.parent?.kind !== 'decorated_definition') return [];
  return node.parent.children.filter(({ kind }) => kind === 'decorator').map(({ text }) => text.replace(/\s+/g, ''));
}

function intoClass(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'identifier')?.text;
  if (name === undefined || holder(node)?.kind !== 'module') return new Scope(scope, null);
  const given = kid(node, 'argument_list')?.children ?? [];
  const bases = given.map(({ text }) => text).filter((text) => text !== 'object');
  into.types.push({ name, bases, open: DYNAMIC.test(node.text) });
  into.declared.push({ kind: 'type', name, owner: null, signature: null, isStatic: false, node });
  const isFields = decorators(node).some((text) => /^@(?:dataclasses\.)?dataclass\b/.test(text))
    ? bases.length === 0
    : bases.length === 1 && OF_FIELDS.test(bases[0] ?? '');
  if (isFields) {
    const signature = fieldsSignature(node, bases.length > 0 && !/NamedTuple/.test(bases[0] ?? ''));
    into.declared.push({ kind: 'constructor', name, owner: name, signature, isStatic: false, node });
  }
  return new Scope(scope, name);
}

function intoFunction(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'identifier')?.text ?? '';
  const above = holder(node);
  const marks = decorators(node);
  const isMember = above?.kind === 'class_definition' && scope.self !== null;
  const isStatic = marks.includes('@staticmethod');
  const hidden = marks.some((mark) => !HARMLESS.test(mark));
  if (above?.kind === 'module')
    into.declared.push({
      kind: 'function',
      name,
      owner: null,
      signature: hidden ? null : pythonSignature(node, false),
      isStatic: false,
      node,
    });
  else if (isMember) {
    const kind = marks.some((mark) => FIELD.test(mark)) ? 'field' : name === '__init__' ? 'constructor' : 'method';
    const signature = hidden ? null : pythonSignature(node, !isStatic);
    into.declared.push({
      kind,
      name: kind === 'constructor' ? (scope.self ?? '') : name,
      owner: scope.self,
      signature,
      isStatic: isStatic || marks.includes('@classmethod'),
      node,
    });
  } else scope.bind(name, null);
  return inside(node, scope, kid(node, 'parameters'));
}

function inside(_: Syntax, scope: Scope, list: Syntax | undefined): Scope {
  const inner = new Scope(scope, scope.self);
  for (const parameter of list?.children ?? []) {
    const [name] = names(parameter);
    const type = kid(parameter, 'type')?.text ?? null;
    if (name !== undefined && !/^(?:self|cls)$/.test(name)) inner.bind(name, simple(type));
  }
  return inner;
}

/** The names that a pattern or parameter binds. */
function names(node: Syntax | undefined): string[] {
  if (node === undefined) return [];
  if (node.kind === 'identifier') return [node.text];
  if (/^(?:typed_parameter|default_parameter|typed_default_parameter)$/.test(node.kind)) return names(node.children[0]);
  return /(?:pattern|_list|tuple|list)$/.test(node.kind) ? node.children.flatMap(names) : [];
}

function simple(type: string | null): string | null {
  const bare = (type ?? '')
    .replace(/\s+/g, '')
    .replace(/^['"]|['"]$/g, '')
    .replace(/^Optional\[(.*)\]$/, '$1')
    .replace(/\|None$/, '');
  return /^[A-Z_]\w*$/.test(bare) ? bare : null;
}

function readAssignment(node: Syntax, scope: Scope, into: Gathered): void {
  const [target] = node.children;
  if (target === undefined) return;
  const value = node.children.length > 1 && node.children.at(-1)?.kind !== 'type' ? node.children.at(-1) : undefined;
  const made =
    value?.kind === 'call' && /^[A-Z]\w*$/.test(value.children[0]?.text ?? '')
      ? (value.children[0]?.text ?? null)
      : null;
  const written = simple(kid(node, 'type')?.text ?? null);
  const type = written ?? made;
  const filled = written === null && value !== undefined ? { node: value, scope } : undefined;
  const isEmpty = written === null && value?.kind === 'none';
  const above = holder(node);
  const field =
    target.kind === 'attribute' && /^(?:self|cls)$/.test(target.children[0]?.text ?? '')
      ? target.children[1]?.text
      : undefined;
  if (field !== undefined && scope.self !== null) {
    if (isEmpty) outermost(scope).bindEmpty(`this.${field}`);
    else outermost(scope).bind(`this.${field}`, type, filled);
    into.declared.push({
      kind: 'field',
      name: field,
      owner: scope.self,
      signature: null,
      isStatic: false,
      node,
      scope,
    });
  } else if (above?.kind === 'class_definition' && scope.self !== null) {
    for (const name of names(target))
      into.declared.push({ kind: 'field', name, owner: scope.self, signature: null, isStatic: true, node });
  } else if (above?.kind === 'module') {
    for (const name of names(target)) {
      into.declared.push({ kind: 'value', name, owner: null, signature: null, isStatic: false, node });
      scope.bind(name, type, target.kind === 'identifier' ? filled : undefined);
    }
  } else if (target.kind === 'identifier') {
    if (isEmpty) scope.bindEmpty(target.text);
    else scope.bind(target.text, type, filled);
  } else for (const name of names(target)) scope.bind(name, null);
}

/** The scope of the class itself. */
function outermost(scope: Scope): Scope {
  let found = scope;
  while (found.parent !== null && found.parent.self === found.self) found = found.parent;
  return found;
}

function receiver(node: Syntax): string {
  const text = node.text.replace(/\s/g, '').replace(/^(?:self|cls)(?=\.|$)/, 'this');
  return /^[\w.]+$/.test(text) ? text : '?';
}

function readCall(node: Syntax, scope: Scope, into: Gathered): void {
  const [callee] = node.children;
  const list = kid(node, 'argument_list');
  if (callee === undefined || list === undefined) return;
  const call = { kind: 'call' as const, given: pythonGiven(list), taken: pythonTaken(node), scope, node };
  const [of, name] = callee.kind === 'attribute' ? callee.children : [];
  if (callee.kind === 'identifier') into.uses.push({ ...call, name: callee.text, on: null });
  else if (of !== undefined && name !== undefined) into.uses.push({ ...call, name: name.text, on: receiver(of) });
}

function readMember(node: Syntax, scope: Scope, into: Gathered): void {
  const [of, name] = node.children;
  const above = node.parent;
  if (of === undefined || name === undefined || above === null) return;
  const isFirst = above.children[0] === node;
  // What is written defines a member; what is called is told as a call.
  if (isFirst && /^(?:call|assignment|delete_statement)$/.test(above.kind)) return;
  if (isTarget(node, above)) {
    // `self.a, self.b = …`
    if (/^(?:self|cls)$/.test(of.text) && scope.self !== null)
      into.declared.push({ kind: 'field', name: name.text, owner: scope.self, signature: null, isStatic: false, node });
    return;
  }
  into.uses.push({
    kind: 'member',
    name: name.text,
    on: receiver(of),
    given: NOTHING_GIVEN,
    taken: pythonTaken(node),
    scope,
    node,
  });
}

/** Whether a member is one of several that are filled, or filled by `for` or `with`. */
function isTarget(node: Syntax, above: Syntax): boolean {
  return (
    /^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern|as_pattern_target)$/.test(above.kind) ||
    (/^for_(?:statement|in_clause)$/.test(above.kind) && above.children[0] === node)
  );
}

function readImport(node: Syntax, into: Gathered): void {
  const isFrom = node.kind === 'import_from_statement';
  const [first, ...others] = node.children;
  const module = isFrom ? (first?.text.replace(/\s/g, '') ?? '') : null;
  if (kid(node, 'wildcard_import') !== undefined) into.open = true;
  for (const part of isFrom ? others : node.children) {
    const named = part.kind === 'aliased_import' ? part.children[0] : part;
    const local = part.kind === 'aliased_import' ? part.children[1]?.text : named?.text;
    if (named?.kind !== 'dotted_name' || local === undefined) continue;
    if (module === null) into.imports.push({ local, module: named.text, name: null });
    else {
      into.imports.push({ local, module, name: named.text });
      into.uses.push({
        kind: 'import',
        name: named.text,
        on: module,
        given: NOTHING_GIVEN,
        taken: TAKEN_OTHERWISE,
        scope: new Scope(null, null),
        node: part,
      });
    }
  }
}
