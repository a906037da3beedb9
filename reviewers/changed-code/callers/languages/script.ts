import type { Syntax } from '../../syntax-node.ts';
import { type Declared, NOTHING_GIVEN, Scope, type Signature } from '../facts.ts';
import { type Gathered, isInside, kid, type FactReader, typeText } from '../gather-facts.ts';
import { scriptSignature, simpleType } from './script-signature.ts';
import { declareObject, typeObjects } from './script-objects.ts';
import { literalKeys, scriptGiven, scriptTaken } from './script-call.ts';

const FUNCTION =
  /^(?:function_declaration|generator_function_declaration|function_expression|function|generator_function|arrow_function|method_definition)$/;
const CLASS = /^(?:class_declaration|abstract_class_declaration|class|interface_declaration)$/;
const TOP = /^(?:program|export_statement)$/;

/** TypeScript and JavaScript. */
export const lookAtScript: FactReader = (node, scope, into) => {
  into.exports ??= new Map();
  if (node.kind === 'import_statement') readImport(node, into);
  else if (node.kind === 'export_statement') readExport(node, scope, into);
  else if (node.kind === 'call_expression' || node.kind === 'new_expression') readCall(node, scope, into);
  else if (/^(?:member_expression|subscript_expression)$/.test(node.kind)) readMember(node, scope, into);
  else if (node.kind === 'variable_declarator') readVariable(node, scope, into);
  else if (/^(?:for_in_statement|catch_clause)$/.test(node.kind))
    for (const one of boundNames(node.children[0] ?? node)) scope.bind(one.text, null);
  else if (/^(?:enum|type_alias)_declaration$/.test(node.kind)) declareType(node, into);
  else if (node.kind === 'function_signature') declareFunction(node, into);
  else if (/^(?:method_signature|abstract_method_signature|property_signature)$/.test(node.kind))
    declareMember(node, scope, into);
  else if (/^(?:public_field_definition|field_definition)$/.test(node.kind)) declareMember(node, scope, into);
  if (CLASS.test(node.kind)) return intoClass(node, scope, into);
  return FUNCTION.test(node.kind) ? intoFunction(node, scope, into) : scope;
};

function intoClass(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'type_identifier', 'identifier')?.text ?? null;
  if (name === null || !isInside(node, TOP)) return new Scope(scope, null);
  const heritage = node.children.filter(({ kind }) => /^(?:class_heritage|extends_type_clause)$/.test(kind));
  const bases = heritage
    .flatMap(({ text }) => text.match(/[\w$]+/g) ?? [])
    .filter((one) => !/^(?:extends|implements)$/.test(one));
  const body = kid(node, 'class_body', 'interface_body');
  const open = body?.children.some(({ kind }) => kind === 'index_signature') ?? true;
  into.types.push({ name, bases, open });
  into.declared.push({ kind: 'type', name, owner: null, signature: null, isStatic: false, node });
  return new Scope(scope, name);
}

function intoFunction(node: Syntax, scope: Scope, into: Gathered): Scope {
  const isMethod = node.kind === 'method_definition';
  if (isMethod) declareMember(node, scope, into);
  else if (node.kind.endsWith('declaration') && !declareFunction(node, into)) {
    const name = kid(node, 'identifier')?.text;
    if (name !== undefined) scope.bind(name, null);
  }
  const keeps = isMethod ? isInside(node, /^class_body$/) : node.kind === 'arrow_function';
  const inner = new Scope(scope, keeps ? scope.self : null);
  const list = kid(node, 'formal_parameters');
  if (list === undefined && node.children[0]?.kind === 'identifier') inner.bind(node.children[0].text, null);
  for (const parameter of list?.children ?? []) bindParameter(parameter, inner, isMethod ? scope : null);
  return inner;
}

function bindParameter(parameter: Syntax, inner: Scope, owner: Scope | null): void {
  const type = simpleType(typeText(kid(parameter, 'type_annotation')));
  const name = kid(parameter, 'identifier')?.text;
  // The type beside an object that is taken apart is not that of its parts.
  for (const { text } of boundNames(parameter)) inner.bind(text, text === name ? type : null);
  const isField = kid(parameter, 'accessibility_modifier') !== undefined || /^readonly\b/.test(parameter.text);
  if (owner !== null && isField && name !== undefined) owner.bind(`this.${name}`, type);
}

/** The names that a pattern binds. */
function boundNames(node: Syntax): Syntax[] {
  if (/^(?:identifier|shorthand_property_identifier_pattern)$/.test(node.kind)) return [node];
  if (!/pattern$|^(?:required|optional)_parameter$/.test(node.kind)) return [];
  const parts = /^(?:assignment_pattern|object_assignment_pattern|required_parameter|optional_parameter)$/.test(
    node.kind,
  )
    ? node.children.filter(({ kind }) => /identifier|pattern/.test(kind) && kind !== 'type_identifier').slice(0, 1)
    : node.kind === 'pair_pattern'
      ? node.children.slice(-1)
      : node.children;
  return parts.flatMap(boundNames);
}

/** Whether it stands at the top of the file. */
function declareFunction(node: Syntax, into: Gathered): boolean {
  const name = kid(node, 'identifier')?.text;
  if (name === undefined || !isInside(node, TOP)) return false;
  declare(into, { kind: 'function', name, signature: scriptSignature(node), node });
  return true;
}

function declare(
  into: Gathered,
  one: {
    readonly kind: Declared['kind'];
    readonly name: string;
    readonly signature: Signature | null;
    readonly node: Syntax;
  },
): void {
  into.declared.push({ ...one, owner: null, isStatic: false });
}

function declareType(node: Syntax, into: Gathered): void {
  const name = kid(node, 'type_identifier', 'identifier')?.text;
  if (name === undefined || !isInside(node, TOP)) return;
  declare(into, { kind: 'type', name, signature: null, node });
  const { objects, isWhole } = typeObjects(node.children.at(-1));
  if (objects.length === 0) return;
  const members = objects.flatMap(({ children }) => children);
  const open = members.some(({ kind }) => !/^(?:property|method)_signature$/.test(kind));
  into.types.push({ name, bases: isWhole ? [] : ['?'], open });
  for (const member of members) declareOf(member, name, into);
}

/** A member of a type: a method, an accessor or a field. */
function declareMember(node: Syntax, scope: Scope, into: Gathered): void {
  if (scope.self === null || !isInside(node, /^(?:class_body|interface_body)$/)) return;
  declareOf(node, scope.self, into);
  const name = kid(node, 'property_identifier', 'private_property_identifier')?.text;
  if (name === undefined || !node.kind.endsWith('field_definition')) return;
  const made = kid(node, 'new_expression')?.children[0]?.text ?? null;
  const annotation = kid(node, 'type_annotation');
  const value = annotation === undefined && node.children.length > 1 ? node.children.at(-1) : undefined;
  scope.bind(
    `this.${name}`,
    simpleType(typeText(annotation)) ?? made,
    value === undefined ? undefined : { node: value, scope },
  );
}

function declareOf(node: Syntax, owner: string, into: Gathered): void {
  const named = kid(node, 'property_identifier', 'private_property_identifier', 'string');
  if (named === undefined) return;
  const before = node.text.slice(0, named.start - node.start);
  const isAccessor = /\b[gs]et\s+$/.test(before);
  const name = named.text === 'constructor' ? owner : named.text.replace(/^['"]|['"]$/g, '');
  const value = node.children.find(({ kind }) => kind === 'arrow_function' || kind === 'function_expression');
  const called = kid(node, 'formal_parameters') !== undefined && !isAccessor ? node : value;
  const kind = named.text === 'constructor' ? 'constructor' : called === undefined ? 'field' : 'method';
  const signature =
    called === undefined || kid(node, 'decorator') !== undefined ? null : scriptSignature(called, before);
  into.declared.push({ kind, name, owner, signature, isStatic: /\bstatic\s/.test(before), node });
}

function readVariable(node: Syntax, scope: Scope, into: Gathered): void {
  const [target] = node.children;
  const value = node.children.length > 1 ? node.children.at(-1) : undefined;
  if (target === undefined) return;
  const module = requiredModule(value);
  if (module !== null && target.kind === 'identifier') into.imports.push({ local: target.text, module, name: null });
  else if (module !== null) {
    for (const one of boundNames(target)) into.imports.push({ local: one.text, module, name: one.text });
  } else if (target.kind === 'identifier') {
    const isTop = node.parent?.parent !== null && isInside(node.parent ?? node, TOP);
    const type = simpleType(typeText(kid(node, 'type_annotation')));
    const isFunction = value !== undefined && /^(?:arrow_function|function_expression|function)$/.test(value.kind);
    if (isTop)
      declare(into, {
        kind: isFunction ? 'function' : 'value',
        name: target.text,
        signature: isFunction && type === null ? scriptSignature(value) : null,
        node,
      });
    const filled = type === null && value !== undefined ? { node: value, scope } : undefined;
    const made = type ?? (value?.kind === 'new_expression' ? (value.children[0]?.text ?? null) : null);
    if (!isTop || !isFunction) scope.bind(target.text, made, filled);
    if (isTop && value !== undefined) declareObject(target.text, value, into);
    const keys = type !== null && value?.kind === 'object' ? literalKeys(value) : null;
    if (keys !== null && type !== null)
      into.uses.push({
        kind: 'keyed',
        name: type,
        on: null,
        given: { ...NOTHING_GIVEN, names: keys },
        taken: { as: 'other' },
        scope,
        node,
      });
  } else {
    for (const one of boundNames(target)) scope.bind(one.text, null);
    if (target.kind !== 'object_pattern' || value === undefined) return;
    const on = receiver(value);
    for (const key of target.children.flatMap(patternKey))
      into.uses.push({
        kind: 'member',
        name: key.text,
        on,
        given: NOTHING_GIVEN,
        taken: { as: 'other' },
        scope,
        node: key,
      });
  }
}

function patternKey(part: Syntax): Syntax[] {
  if (part.kind === 'shorthand_property_identifier_pattern') return [part];
  const first = part.children[0];
  return /^(?:pair_pattern|object_assignment_pattern)$/.test(part.kind) && first !== undefined ? [first] : [];
}

function requiredModule(value: Syntax | undefined): string | null {
  const call = value?.kind === 'await_expression' ? value.children[0] : value;
  if (call?.kind !== 'call_expression' || !/^(?:require|import)$/.test(call.children[0]?.text ?? '')) return null;
  const [text] = kid(call, 'arguments')?.children ?? [];
  return text?.kind === 'string' ? text.text.slice(1, -1) : null;
}

/** The name before a dot, `this.x` included; `?` where it is more. */
function receiver(node: Syntax): string {
  const text = node.text.replace(/[!?\s]/g, '');
  return /^(?:this\.)?[\w$#]+$/.test(text) ? text : '?';
}

function readCall(node: Syntax, scope: Scope, into: Gathered): void {
  const [callee] = node.children;
  const list = kid(node, 'arguments');
  if (callee === undefined || list === undefined) return;
  const given = scriptGiven(list);
  const taken = scriptTaken(node);
  const call = { kind: 'call' as const, given, taken, scope, node };
  if (callee.kind === 'identifier')
    into.uses.push({ ...call, name: callee.text, on: node.kind === 'new_expression' ? 'new' : null });
  const [of, name] = callee.kind === 'member_expression' ? callee.children : [];
  if (of !== undefined && name !== undefined)
    into.uses.push({ ...call, name: name.text, on: node.kind === 'new_expression' ? '?' : receiver(of) });
}

function readMember(node: Syntax, scope: Scope, into: Gathered): void {
  const [of, name] = node.children;
  if (of === undefined || name?.kind !== 'property_identifier') return;
  const isCallee = node.parent?.kind === 'call_expression' && node.parent.start === node.start;
  if (!isCallee)
    into.uses.push({
      kind: 'member',
      name: name.text,
      on: receiver(of),
      given: NOTHING_GIVEN,
      taken: scriptTaken(node),
      scope,
      node,
    });
}

function readImport(node: Syntax, into: Gathered): void {
  const module = kid(node, 'string')?.text.slice(1, -1);
  if (module === undefined) return;
  for (const part of kid(node, 'import_clause')?.children ?? []) {
    if (part.kind === 'identifier') into.imports.push({ local: part.text, module, name: 'default' });
    else if (part.kind === 'namespace_import')
      into.imports.push({ local: part.children[0]?.text ?? '', module, name: null });
    else for (const one of part.children) imported(one, module, into);
  }
}

function imported(one: Syntax, module: string, into: Gathered): void {
  const [name, local = name] = one.children;
  if (one.kind !== 'import_specifier' || name === undefined || local === undefined) return;
  into.imports.push({ local: local.text, module, name: name.text });
  into.uses.push(importOf(name.text, module, one));
}

/** A name that is taken from a module, here or to hand it on. */
function importOf(name: string, module: string, node: Syntax): Gathered['uses'][number] {
  const scope = new Scope(null, null);
  return { kind: 'import', name, on: module, given: NOTHING_GIVEN, taken: { as: 'other' }, scope, node };
}

function readExport(node: Syntax, scope: Scope, into: Gathered): void {
  const module = kid(node, 'string')?.text.slice(1, -1);
  const clause = kid(node, 'export_clause');
  const exports = into.exports ?? new Map<string, string>();
  if (module !== undefined && clause === undefined) {
    into.open = true;
    into.handsOn.push(module);
  }
  for (const one of clause?.children ?? []) {
    const [name, local = name] = one.children;
    if (name === undefined || local === undefined) continue;
    exports.set(local.text, name.text);
    if (module !== undefined) into.uses.push(importOf(name.text, module, one));
  }
  const isDefault = /^export\s+default\b/.test(node.text);
  const made = isDefault ? kid(node, 'new_expression')?.children[0]?.text : undefined;
  if (made !== undefined) scope.bind('default', simpleType(made));
  for (const child of node.children) {
    const names = /^(?:lexical|variable)_declaration$/.test(child.kind)
      ? child.children.flatMap((one) => boundNames(one.children[0] ?? one))
      : [kid(child, 'identifier', 'type_identifier') ?? child];
    for (const { text } of names) exports.set(isDefault ? 'default' : text, text);
  }
  if (/^export\s*=/.test(node.text)) into.open = true;
}
