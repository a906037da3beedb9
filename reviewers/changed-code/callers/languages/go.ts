import type { Syntax } from '../../syntax-node.ts';
import { type Declared, NOTHING_GIVEN, Scope, type Signature } from '../facts.ts';
import { type Gathered, isInside, kid, type FactReader } from '../gather-facts.ts';
import { goGiven, goTaken } from './go-call.ts';
import { bindList, bindNames, bindRange, declareFields, readLiteral, typeName } from './go-names.ts';

/** Go. */
export const lookAtGo: FactReader = (node, scope, into) => {
  switch (node.kind) {
    case 'package_clause':
      into.package = node.children[0]?.text ?? '';
      return scope;
    case 'import_spec':
      readImport(node, into);
      return scope;
    case 'type_spec':
      declareType(node, into);
      return scope;
    case 'function_declaration':
    case 'method_declaration':
      return intoFunction(node, scope, into);
    case 'func_literal': {
      const inner = new Scope(scope, null);
      bindList(kid(node, 'parameter_list'), inner);
      return inner;
    }
    case 'block':
    case 'for_statement':
    case 'if_statement':
    case 'expression_case':
    case 'type_case':
    case 'communication_case':
    case 'default_case':
      return new Scope(scope, null);
    case 'const_spec':
    case 'var_spec':
    case 'short_var_declaration':
      bindNames(node, scope, into);
      return scope;
    case 'range_clause':
      bindRange(node, scope, into);
      return scope;
    case 'call_expression':
      readCall(node, scope, into);
      return scope;
    case 'selector_expression':
      readMember(node, scope, into);
      return scope;
    case 'composite_literal':
      readLiteral(node, scope, into);
      return scope;
    default:
      return scope;
  }
};

function readImport(node: Syntax, into: Gathered): void {
  const module = node.children.at(-1)?.text.slice(1, -1) ?? '';
  const alias = node.children.length > 1 ? node.children[0] : undefined;
  if (alias?.kind === 'dot') into.open = true;
  const last =
    module
      .replace(/\/v\d+$/, '')
      .split('/')
      .at(-1) ?? '';
  into.imports.push({ local: alias?.text ?? last.replace(/^go-|\.go$/g, ''), module, name: null });
}

function declareType(node: Syntax, into: Gathered): void {
  const name = kid(node, 'type_identifier')?.text;
  if (name === undefined || !isInside(node, /^type_declaration$/) || !isInside(node.parent ?? node, /^source_file$/))
    return;
  const declare = (one: Pick<Declared, 'kind' | 'name' | 'owner' | 'signature' | 'node'>) =>
    into.declared.push({ ...one, isStatic: false });
  declare({ kind: 'type', name, owner: null, signature: null, node });
  const struct = kid(node, 'struct_type');
  const { bases, open } = declareFields(struct, name, into);
  into.types.push({ name, bases, open: open || struct === undefined });
  for (const method of kid(node, 'interface_type')?.children ?? []) {
    const own = method.kind === 'method_elem' ? kid(method, 'field_identifier') : undefined;
    if (own !== undefined)
      declare({ kind: 'method', name: own.text, owner: name, signature: signatureOf(method, own), node: method });
  }
}

function intoFunction(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'identifier', 'field_identifier');
  const inner = new Scope(scope, null);
  if (name === undefined) return inner;
  const lists = node.children.filter(({ kind }) => kind === 'parameter_list');
  const isMethod = node.kind === 'method_declaration';
  const owner = isMethod ? (typeName(lists[0]?.children[0]?.children.at(-1)) ?? '?') : null;
  into.declared.push({
    kind: isMethod ? 'method' : 'function',
    name: name.text,
    owner,
    signature: signatureOf(node, name),
    isStatic: false,
    node,
  });
  for (const list of lists) bindList(list, inner);
  return inner;
}

function signatureOf(node: Syntax, name: Syntax): Signature {
  const behind = node.children.filter(
    ({ kind, start }) => start > name.start && !/^(?:block|type_parameter_list)$/.test(kind),
  );
  const [list, result] = behind;
  const parameters = (list?.children ?? []).filter(({ kind }) => kind === 'parameter_declaration').flatMap(namesOf);
  const count =
    result === undefined ? 0 : result.kind === 'parameter_list' ? result.children.flatMap(namesOf).length : 1;
  return {
    parameters: parameters.map((one) => ({ name: one, optional: false, named: 'never' })),
    rest: list?.children.some(({ kind }) => kind === 'variadic_parameter_declaration') ?? false,
    anyName: false,
    answer: { later: false, count, type: result?.text.replace(/\s+/g, '') ?? null, values: [] },
    needed: null,
  };
}

/** `a, b int` are two, `int` alone is one without a name. */
function namesOf(declaration: Syntax): string[] {
  const names = declaration.children.slice(0, -1).map(({ text }) => text);
  return names.length === 0 ? [''] : names;
}

function receiver(node: Syntax): string {
  return /^(?:identifier|package_identifier)$/.test(node.kind) ? node.text : '?';
}

function readCall(node: Syntax, scope: Scope, into: Gathered): void {
  const [callee] = node.children;
  const list = kid(node, 'argument_list');
  if (callee === undefined || list === undefined) return;
  const call = { kind: 'call' as const, given: goGiven(list), taken: goTaken(node), scope, node };
  const [of, name] = callee.kind === 'selector_expression' ? callee.children : [];
  if (callee.kind === 'identifier') into.uses.push({ ...call, name: callee.text, on: null });
  else if (of !== undefined && name !== undefined) into.uses.push({ ...call, name: name.text, on: receiver(of) });
}

function readMember(node: Syntax, scope: Scope, into: Gathered): void {
  const [of, name] = node.children;
  const isCallee = node.parent?.kind === 'call_expression' && node.parent.start === node.start;
  if (of === undefined || name === undefined || isCallee) return;
  into.uses.push({
    kind: 'member',
    name: name.text,
    on: receiver(of),
    given: NOTHING_GIVEN,
    taken: goTaken(node),
    scope,
    node,
  });
}
