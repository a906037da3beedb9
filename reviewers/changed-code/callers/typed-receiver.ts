import type { Syntax } from '../syntax-node.ts';
import type { Declared, FileFacts, NameUse, Scope } from './facts.ts';
import { findDeclared, findType } from './find-type.ts';
import { callerLanguage, type World } from './world.ts';
import { answeredType, fieldType } from './written-type.ts';

/** A type by the name that a file has for it. */
export interface Typed {
  readonly name: string;
  readonly file: FileFacts;
}

/** Steps from a value to where its type is written. */
const MOST_STEPS = 8;
const CALL = /^(?:call_expression|call|method_invocation)$/;
const MADE = /^(?:new_expression|object_creation_expression|composite_literal)$/;
const MEMBER = /^(?:member_expression|attribute|selector_expression|field_access)$/;
const AROUND = /^(?:parenthesized_expression|non_null_expression)$/;
const CAST = /^(?:as_expression|cast_expression|type_assertion_expression)$/;

/** The type of what stands before the dot of a use, by what is written down on the way to it; null where that is not all told. */
export function receiverType(use: NameUse, file: FileFacts, world: World): Typed | null {
  const [first] = use.node.children;
  const member = use.kind === 'call' && use.node.kind !== 'method_invocation' ? first : use.node;
  const of = member?.children[0];
  if (member === undefined || of === undefined || !(MEMBER.test(member.kind) || member.kind === 'method_invocation'))
    return null;
  return typeOf({ node: of, scope: use.scope, file }, world, MOST_STEPS);
}

interface Place {
  readonly node: Syntax;
  readonly scope: Scope;
  readonly file: FileFacts;
}

function typeOf({ node, scope, file }: Place, world: World, steps: number): Typed | null {
  if (steps === 0) return null;
  const next = (inner: Syntax | undefined): Typed | null =>
    inner === undefined ? null : typeOf({ node: inner, scope, file }, world, steps - 1);
  const [first, second] = node.children;
  if (node.kind === 'this' || /^(?:self|cls)$/.test(node.text)) {
    return scope.self === null || scope.binder(node.text) !== null ? null : { name: scope.self, file };
  }
  if (node.kind.endsWith('identifier')) return nameType(node.text, { node, scope, file }, world, steps);
  if (AROUND.test(node.kind)) return next(first);
  if (node.kind === 'unary_expression') return node.text.startsWith('&') ? next(first) : null;
  if (CAST.test(node.kind)) return named(fieldType(node), file);
  if (/^await(?:_expression)?$/.test(node.kind)) {
    const call = first !== undefined && AROUND.test(first.kind) ? first.children[0] : first;
    return call !== undefined && CALL.test(call.kind)
      ? callType({ node: call, scope, file }, world, steps, true)
      : null;
  }
  if (node.kind === 'as_pattern') {
    // `with T() as a`
    const opened = next(first);
    const enter = opened === null ? null : memberOf(opened, '__enter__', world);
    return enter === null ? null : answered(enter.one, enter.file, false);
  }
  if (MADE.test(node.kind)) return named(fieldType(node), file);
  if (CALL.test(node.kind)) return callType({ node, scope, file }, world, steps, false);
  if (!MEMBER.test(node.kind) || first === undefined || second === undefined) return null;
  const own = node.text.replace(/^(?:self|cls)\./, 'this.');
  if (/^this\.[\w$#]+$/.test(own)) {
    const bound = scope.binder(own);
    const known = bound?.names.get(own) ?? null;
    if (known !== null) return named(known, file);
    const value = bound?.values.get(own);
    const told = value ? typeOf({ ...value, file }, world, steps - 1) : null;
    if (told !== null) return told;
  }
  const inner = node.kind === 'field_access' ? findType(first.text, file, world) : null;
  // A class inside of another.
  if (inner?.file.declared.some(({ kind, name }) => kind === 'type' && name === second.text) === true)
    return { name: second.text, file: inner.file };
  const holder = next(first);
  const field = holder === null ? null : memberOf(holder, second.text, world);
  if (field === null || field.one.kind !== 'field') return null;
  const written = fieldType(field.one.node);
  if (written !== null) return named(written, field.file);
  const value = field.one.scope === undefined ? undefined : field.one.node.children.at(-1);
  if (value === undefined || field.one.scope === undefined) return null;
  return typeOf({ node: value, scope: field.one.scope, file: field.file }, world, steps - 1);
}

function named(name: string | null, file: FileFacts): Typed | null {
  return name === null ? null : { name, file };
}

function nameType(name: string, { scope, file }: Place, world: World, steps: number): Typed | null {
  const binder = scope.binder(name);
  if (binder !== null) {
    const value = binder.values.get(name);
    // What a call answers says more than how it is called.
    const told = value === undefined || value === null ? null : typeOf({ ...value, file }, world, steps - 1);
    return told ?? named(binder.names.get(name) ?? null, file);
  }
  const own = file.imports.find((one) => one.local === name && one.name !== null);
  if (own === undefined || /\.(?:go|java)$/.test(file.path)) return null;
  const home = findDeclared(name, file, world);
  const held =
    home === null ? null : (home.file.top.get(own.name === 'default' ? home.name : (own.name ?? '')) ?? null);
  return home === null ? null : named(held, home.file);
}

function callType({ node, scope, file }: Place, world: World, steps: number, isAwaited: boolean): Typed | null {
  const language = callerLanguage(file.path);
  const parts = node.children.filter(({ kind }) => !/^(?:arguments?|argument_list|type_arguments)$/.test(kind));
  const callee = node.kind === 'method_invocation' ? undefined : parts[0];
  const [of, name] =
    callee === undefined
      ? parts.length > 1
        ? parts
        : [undefined, parts[0]]
      : MEMBER.test(callee.kind)
        ? callee.children
        : [];
  const bare = callee === undefined || MEMBER.test(callee.kind) ? null : callee.text;
  if (bare !== null) {
    if (scope.binder(bare) !== null) return null;
    if (language === 'python' && findType(bare, file, world) !== null) return { name: bare, file };
    const found = findDeclared(bare, file, world);
    return found === null || found.one.kind !== 'function' ? null : answered(found.one, found.file, isAwaited);
  }
  if (name === undefined) return null;
  if (of === undefined) {
    const own = scope.self === null ? null : memberOf({ name: scope.self, file }, name.text, world);
    return own === null ? null : answered(own.one, own.file, isAwaited);
  }
  const ofModule = scope.binder(of.text) === null ? findDeclared(`${of.text}.${name.text}`, file, world) : null;
  if (ofModule?.one.kind === 'function') return answered(ofModule.one, ofModule.file, isAwaited);
  if (ofModule?.one.kind === 'type' && language === 'python') return { name: name.text, file: ofModule.file };
  const isType = scope.binder(of.text) === null && /^[A-Z]\w*$/.test(of.text) && language !== 'go';
  const holder =
    isType && findType(of.text, file, world) !== null
      ? { name: of.text, file }
      : typeOf({ node: of, scope, file }, world, steps - 1);
  const method = holder === null ? null : memberOf(holder, name.text, world);
  return method === null || method.one.kind !== 'method' ? null : answered(method.one, method.file, isAwaited);
}

/** What gives back the object itself, or another of its class. */
const SELF = /^(?:self|cls\([^()]*\))$/;

function answered(one: Declared, file: FileFacts, isAwaited: boolean): Typed | null {
  if (one.signature === null) return null;
  const { values, type } = one.signature.answer;
  const isSelf =
    /^(?:this|['"]?Self['"]?|(?:typing\.)?Self)$/.test(type ?? '') ||
    (type === null && values.length > 0 && values.every((value) => SELF.test(value)));
  return named(isSelf ? one.owner : answeredType(one.signature.answer, isAwaited), file);
}

/** A member that a type defines, or that it inherits. */
function memberOf(
  type: Typed,
  name: string,
  world: World,
  depth = MOST_STEPS,
): { readonly one: Declared; readonly file: FileFacts } | null {
  const home = depth === 0 ? null : findType(type.name, type.file, world);
  if (home === null) return null;
  const all = home.file.declared.filter((one) => one.owner === home.name && one.name === name);
  const [one] = all;
  // Overloads may answer one thing or another.
  if (one !== undefined) return one.kind === 'field' || all.length === 1 ? { one, file: home.file } : null;
  for (const base of home.fact?.bases ?? []) {
    const found = memberOf({ name: base, file: home.file }, name, world, depth - 1);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a type is an owner's, or gets a member from it; `no`: neither it nor what it is built on; null: it is not all told. */
export function inherits(
  type: Typed,
  owner: { readonly name: string; readonly path: string },
  member: string,
  world: World,
  depth = MOST_STEPS,
): boolean {
  const home = depth === 0 ? null : findType(type.name, type.file, world);
  if (home === null) return false;
  if (home.name === owner.name && home.file.path === owner.path) return true;
  if (home.file.declared.some((one) => one.owner === home.name && one.name === member)) return false;
  return (home.fact?.bases ?? []).some((base) =>
    inherits({ name: base, file: home.file }, owner, member, world, depth - 1),
  );
}
