import type { Syntax } from '../../syntax-node.ts';
import { type CallParameter, type Declared, NOTHING_GIVEN, Scope, type Signature, TAKEN_OTHERWISE } from '../facts.ts';
import { type FactReader, type Gathered, kid } from '../gather-facts.ts';
import { bindLet, bindPattern, plainPath, own, rustType } from './rust-names.ts';
import { rustGiven, rustMacro, rustParts, rustTaken } from './rust-call.ts';

/** Rust. */
export const lookAtRust: FactReader = (node, scope, into) => {
  switch (node.kind) {
    case 'use_declaration':
      readUse(node.children.at(-1), '', into);
      return scope;
    case 'mod_item':
      return new Scope(
        scope,
        kid(node, 'declaration_list') === undefined ? null : `mod ${kid(node, 'identifier')?.text ?? ''}`,
      );
    case 'impl_item':
      return new Scope(scope, implemented(node));
    case 'trait_item':
      return intoType(node, scope, into);
    case 'struct_item':
    case 'enum_item':
    case 'union_item':
      declareType(node, scope, into);
      return scope;
    case 'function_item':
    case 'function_signature_item':
      return intoFunction(node, scope, into);
    case 'const_item':
    case 'static_item':
      declareConstant(node, scope, into);
      return scope;
    case 'closure_expression':
      return intoClosure(node, scope);
    case 'block':
    case 'match_arm':
      return new Scope(scope, scope.self);
    case 'let_declaration':
      bindLet(node, scope);
      return scope;
    case 'for_expression':
    case 'let_condition':
    case 'match_pattern':
      bindPattern(node.children[0], null, scope);
      return scope;
    case 'call_expression':
    case 'tuple_struct_pattern':
      readCall(node, scope, into);
      return scope;
    case 'field_expression':
    case 'scoped_identifier':
      readMember(node, scope, into);
      return scope;
    case 'struct_expression':
    case 'struct_pattern':
      readLiteral(node, scope, into);
      return scope;
    case 'token_tree':
      readMacro(node, scope, into);
      return scope;
    case 'macro_definition':
      into.open = true;
      return scope;
    default:
      return scope;
  }
};

function readUse(node: Syntax | undefined, path: string, into: Gathered): void {
  if (node === undefined) return;
  const joined = (text: string): string => (path === '' ? text : `${path}::${text}`).replace(/\s/g, '');
  switch (node.kind) {
    case 'scoped_use_list':
      readUse(node.children.at(-1), node.children.length > 1 ? joined(node.children[0]?.text ?? '') : path, into);
      return;
    case 'use_list':
      for (const one of node.children) readUse(one, path, into);
      return;
    case 'use_wildcard':
      into.handsOn.push(joined(node.children[0]?.text ?? ''));
      return;
    default: {
      const [named, alias] = node.kind === 'use_as_clause' ? node.children : [node];
      const whole = named?.kind === 'self' ? path : joined(named?.text ?? '');
      const name = whole.split('::').at(-1) ?? '';
      into.imports.push({ local: alias?.text ?? name, module: whole, name });
    }
  }
}

/** `impl Cart`, `impl Thing for Cart` */
function implemented(node: Syntax): string | null {
  const types = node.children.filter(({ kind }) =>
    /^(?:type_identifier|generic_type|scoped_type_identifier|reference_type)$/.test(kind),
  );
  return rustType(types.at(-1));
}

function intoType(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'type_identifier')?.text ?? '';
  into.types.push({ name, bases: [], open: kid(node, 'trait_bounds') !== undefined });
  into.declared.push({ kind: 'type', name, owner: null, signature: null, isStatic: false, node });
  return new Scope(scope, name);
}

const ANSWERS_NOTHING = { later: false, count: null, type: null, values: [] };

function declareType(node: Syntax, scope: Scope, into: Gathered): void {
  const { text: owner } = kid(node, 'type_identifier') ?? { text: '' };
  intoType(node, scope, into);
  const list = kid(node, 'field_declaration_list');
  const fields = (list?.children ?? []).filter(({ kind }) => kind === 'field_declaration');
  for (const one of fields)
    declare(into, { kind: 'field', name: kid(one, 'field_identifier')?.text ?? '', owner, node: one, signature: null });
  if (node.kind === 'struct_item' && list !== undefined)
    declare(into, { kind: 'constructor', name: owner, owner, node, signature: signature(fieldParameters(list)) });
  for (const one of kid(node, 'enum_variant_list')?.children ?? []) {
    if (one.kind !== 'enum_variant') continue;
    const held = kid(one, 'ordered_field_declaration_list');
    const count = held?.children.filter(({ kind }) => !/visibility|attribute|comment/.test(kind)).length ?? 0;
    const parameters = Array.from({ length: count }, () => parameter('', 'never'));
    declare(into, {
      kind: held === undefined ? 'field' : 'method',
      name: kid(one, 'identifier')?.text ?? '',
      owner,
      node: one,
      signature: held === undefined ? null : signature(parameters),
    });
  }
}

/** The fields that a literal names; one that stands only under a condition may be left out. */
function fieldParameters({ children }: Syntax): CallParameter[] {
  return children.flatMap((one, index) => {
    if (one.kind !== 'field_declaration') return [];
    const above = children.slice(
      children.findLastIndex(({ kind }, at) => at < index && kind !== 'attribute_item') + 1,
      index,
    );
    const optional = above.some(({ text }) => text.startsWith('#[cfg'));
    return [{ ...parameter(kid(one, 'field_identifier')?.text ?? '', 'only'), optional }];
  });
}

function declare(into: Gathered, one: Pick<Declared, 'kind' | 'name' | 'owner' | 'signature' | 'node'>): void {
  into.declared.push({ ...one, isStatic: false });
}

const parameter = (name: string, named: CallParameter['named']): CallParameter => ({ name, optional: false, named });
const signature = (parameters: CallParameter[], answer: Signature['answer'] = ANSWERS_NOTHING): Signature => ({
  parameters,
  rest: false,
  anyName: false,
  answer,
  needed: null,
});

function intoFunction(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'identifier')?.text ?? '';
  const list = kid(node, 'parameters');
  const parameters = (list?.children ?? []).filter(({ kind }) => kind === 'parameter');
  const isLater = /\basync\b/.test(kid(node, 'function_modifiers')?.text ?? '');
  const type = node.children.find(
    ({ start, kind }) => start >= (list?.end ?? 0) && !/^(?:block|where_clause)$/.test(kind),
  );
  const answer = { ...ANSWERS_NOTHING, later: isLater, type: type?.text.replace(/\s+/g, '') ?? null };
  const isInFunction = node.parent?.kind === 'block';
  if (isInFunction) scope.bind(name, null);
  else
    declare(into, {
      kind: scope.self === null || scope.self.startsWith('mod ') ? 'function' : 'method',
      name,
      owner: scope.self,
      node,
      signature:
        list?.children.some(({ kind }) => kind === 'variadic_parameter' || kind === 'attribute_item') === true
          ? null
          : signature(
              parameters.map((one) =>
                parameter(one.children.find(({ kind }) => kind !== 'mutable_specifier')?.text ?? '', 'never'),
              ),
              answer,
            ),
    });
  const inner = new Scope(scope, scope.self);
  for (const one of parameters)
    bindPattern(
      one.children.find(({ kind }) => kind !== 'mutable_specifier'),
      rustType(one.children.at(-1)),
      inner,
    );
  return inner;
}

function declareConstant(node: Syntax, scope: Scope, into: Gathered): void {
  if (node.parent?.kind === 'block') return;
  const kind = scope.self === null ? 'value' : 'field';
  declare(into, { kind, name: kid(node, 'identifier')?.text ?? '', owner: scope.self, node, signature: null });
}

function intoClosure(node: Syntax, scope: Scope): Scope {
  const inner = new Scope(scope, scope.self);
  for (const one of kid(node, 'closure_parameters')?.children ?? [])
    if (one.kind === 'parameter') bindPattern(one.children[0], rustType(one.children.at(-1)), inner);
    else bindPattern(one, null, inner);
  return inner;
}

/** What stands before a name. */
function receiver(node: Syntax | undefined, scope: Scope): string {
  if (node === undefined) return '?';
  if (node.kind === 'self') return 'this';
  if (/^self\.\w+$/.test(node.text)) return node.text.replace('self', 'this');
  if (node.text === 'Self') return scope.self ?? '?';
  if (node.kind === 'generic_type') return plainPath(node);
  return /^(?:r#)?\w+(?:::\w+)*$/.test(node.text) ? node.text : '?';
}

function readCall(node: Syntax, scope: Scope, into: Gathered): void {
  const isPattern = node.kind === 'tuple_struct_pattern';
  const [first] = node.children;
  const callee = first?.kind === 'generic_function' ? first.children[0] : first;
  const given = isPattern ? rustParts(node) : rustGiven(kid(node, 'arguments')?.children ?? []);
  const isLoose = isPattern && node.children.some(({ kind }) => kind === 'remaining_field_pattern');
  const call = {
    kind: 'call' as const,
    given: { ...given, spread: isLoose },
    taken: isPattern ? TAKEN_OTHERWISE : rustTaken(node),
    scope,
    node,
  };
  if (callee?.kind === 'identifier') into.uses.push({ ...call, name: callee.text, on: null });
  const [on, name] = callee?.kind === 'field_expression' || callee?.kind === 'scoped_identifier' ? callee.children : [];
  if (callee === undefined || name === undefined) return;
  into.uses.push({ ...call, name: name.text, on: receiver(on, scope) });
}

function readMember(node: Syntax, scope: Scope, into: Gathered): void {
  const above = node.parent;
  const isCallee =
    /^(?:call_expression|generic_function|tuple_struct_pattern)$/.test(above?.kind ?? '') &&
    above?.children[0] === node;
  const [on, name] = node.children;
  if (isCallee || name === undefined || above?.kind === 'use_declaration' || above?.kind === 'scoped_identifier')
    return;
  into.uses.push({
    kind: 'member',
    name: name.text,
    on: receiver(on, scope),
    given: NOTHING_GIVEN,
    taken: rustTaken(node),
    scope,
    node,
  });
}

const PART = /^(?:base_field_initializer|remaining_field_pattern|attribute_item)$/;

function readLiteral(node: Syntax, scope: Scope, into: Gathered): void {
  const [type] = node.children;
  const name = own(rustType(type), scope);
  if (name === null || type?.kind === 'scoped_type_identifier') return;
  const isPattern = node.kind === 'struct_pattern';
  const parts = isPattern ? node.children.slice(1) : (kid(node, 'field_initializer_list')?.children ?? []);
  const names = parts
    .filter(({ kind }) => !PART.test(kind))
    .flatMap((part) => kid(part, 'field_identifier', 'identifier', 'shorthand_field_identifier')?.text ?? []);
  const isPart = parts.some(
    ({ kind, children }) => PART.test(kind) || children.some((one) => one.kind === 'attribute_item'),
  );
  const given = { ...NOTHING_GIVEN, names, isPart };
  into.uses.push({ kind: 'call', name, on: 'new', given, taken: TAKEN_OTHERWISE, scope, node });
}

function readMacro(node: Syntax, scope: Scope, into: Gathered): void {
  for (const { name, on, given, taken, node: place } of rustMacro(node)) {
    const where = on === 'self' ? 'this' : on === 'Self' ? (scope.self ?? '?') : on === '' ? null : on;
    into.uses.push({
      kind: given === null ? 'member' : 'call',
      name,
      on: where,
      given: given ?? NOTHING_GIVEN,
      taken,
      scope,
      node: place,
    });
  }
}
