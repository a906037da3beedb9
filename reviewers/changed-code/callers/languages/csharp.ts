import type { Syntax } from '../../syntax-node.ts';
import { type Declared, NOTHING_GIVEN, Scope, type Signature, TAKEN_OTHERWISE } from '../facts.ts';
import { type FactReader, type Gathered, isInside, kid } from '../gather-facts.ts';
import { modifiers, nameOfParameter, signatureOf } from './csharp-signature.ts';
import { csharpGiven, csharpTaken, csharpType, memberName } from './csharp-call.ts';

const TYPE_DECLARATION = /^(?:class|struct|record|record_struct|interface|enum)_declaration$/;
const EXTENSIONS = /^[ \t]{1,40}extension(?:<[\w, ]{1,80}>)?\s{0,4}\(/m;
const BINDS =
  /^(?:declaration_expression|declaration_pattern|foreach_statement|catch_declaration|from_clause|let_clause)$/;

/** C#. */
export const lookAtCsharp: FactReader = (node, scope, into) => {
  switch (node.kind) {
    case 'compilation_unit':
      // Blocks of extensions are newer than the grammar: what stands in them is not read.
      if (EXTENSIONS.test(node.text)) into.open = true;
      return scope;
    case 'namespace_declaration':
    case 'file_scoped_namespace_declaration':
      into.package = node.children[0]?.text ?? '';
      return scope;
    case 'using_directive':
      readUsing(node, into);
      return scope;
    case 'method_declaration':
    case 'constructor_declaration':
    case 'local_function_statement':
      return intoMethod(node, scope, into);
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return intoLambda(node, scope);
    case 'property_declaration':
    case 'event_declaration':
      declareProperty(node, scope, into);
      return scope;
    case 'enum_member_declaration':
      declareField(node, kid(node, 'identifier'), scope, into);
      return scope;
    case 'variable_declaration':
      readVariables(node, scope, into);
      return scope;
    case 'invocation_expression':
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
    case 'constructor_initializer':
      readCall(node, scope, into);
      return scope;
    case 'member_access_expression':
    case 'conditional_access_expression':
      readMember(node, scope, into);
      return scope;
    case 'identifier':
      readBare(node, scope, into);
      return scope;
    default:
      if (BINDS.test(node.kind)) bindPattern(node, scope);
      return TYPE_DECLARATION.test(node.kind) ? intoType(node, scope, into) : scope;
  }
};

function readUsing(node: Syntax, into: Gathered): void {
  const name = node.children.at(-1)?.text.replace(/\s/g, '') ?? '';
  if (node.children.length > 1) into.imports.push({ local: node.children[0]?.text ?? '', module: name, name: null });
  else
    into.imports.push({
      local: '*',
      module: name,
      name: /^(?:global\s+)?using\s+static\b/.test(node.text) ? '*' : null,
    });
}

function intoType(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'identifier')?.text ?? null;
  if (name === null) return new Scope(scope, null);
  const all = (kid(node, 'base_list')?.children ?? []).flatMap((base) => csharpType(base) ?? []);
  const isInterface = node.kind === 'interface_declaration';
  // What a class promises by an interface it writes down itself.
  const bases = isInterface ? all : all.filter((base) => !/^I[A-Z]/.test(base));
  into.types.push({ name, bases, open: modifiers(node).includes('partial') || /^\s*\[/.test(node.text) });
  into.declared.push({ kind: 'type', name, owner: null, signature: null, isStatic: true, node });
  const inner = new Scope(scope, name);
  const list = kid(node, 'parameter_list');
  if (list !== undefined) {
    const signature = signatureOf(node, null);
    into.declared.push({ kind: 'constructor', name, owner: name, signature, isStatic: false, node });
    for (const one of list.children) {
      const own = nameOfParameter(one);
      if (own === undefined) continue;
      inner.bind(own.text, csharpType(one.children[0]));
      if (node.kind.startsWith('record')) declareField(one, own, inner, into);
    }
  }
  return inner;
}

function intoMethod(node: Syntax, scope: Scope, into: Gathered): Scope {
  const list = kid(node, 'parameter_list');
  const before = node.children.filter(({ start }) => start < (list?.start ?? 0));
  const name = before.findLast(({ kind }) => kind === 'identifier');
  const inner = new Scope(scope, scope.self);
  for (const one of list?.children ?? []) {
    const own = one.kind === 'identifier' ? one : nameOfParameter(one);
    const type = one.children.find(({ kind }) => kind !== 'modifier' && kind !== 'attribute_list');
    if (own !== undefined) inner.bind(own.text, own === one ? null : csharpType(type));
  }
  if (name === undefined) return inner;
  if (node.kind === 'local_function_statement') {
    scope.bind(name.text, null);
    return inner;
  }
  const isConstructor = node.kind === 'constructor_declaration';
  const marks = modifiers(node);
  const type = before.findLast(
    (one) =>
      one !== name && !/^(?:modifier|attribute_list|type_parameter_list|explicit_interface_specifier)$/.test(one.kind),
  );
  const signature = signatureOf(node, isConstructor ? null : (type?.text.replace(/\s+/g, '') ?? null));
  const isExtension = /^\(\s*(?:\[[^\]]*\]\s*)?this\s/.test(list?.text ?? '');
  // What overrides or answers an interface by its name is changed by what it answers.
  const isHidden = marks.includes('partial') || kid(node, 'explicit_interface_specifier') !== undefined;
  const kind: Declared['kind'] = isConstructor ? 'constructor' : 'method';
  into.declared.push({
    kind,
    name: name.text,
    owner: scope.self ?? '?',
    signature:
      isHidden || (isConstructor && marks.includes('static'))
        ? null
        : isExtension
          ? withoutFirst(signature)
          : signature,
    isStatic: marks.includes('static') && !isExtension,
    node,
  });
  return inner;
}

const withoutFirst = (signature: Signature): Signature => ({ ...signature, parameters: signature.parameters.slice(1) });

function intoLambda(node: Syntax, scope: Scope): Scope {
  const inner = new Scope(scope, scope.self);
  const list = kid(node, 'parameter_list', 'implicit_parameter', 'identifier');
  if (list !== undefined && list.kind !== 'parameter_list') inner.bind(list.text, null);
  for (const one of list?.children ?? [])
    inner.bind((nameOfParameter(one) ?? one).text, csharpType(one.children.at(-2)));
  return inner;
}

function declareField(node: Syntax, name: Syntax | undefined, scope: Scope, into: Gathered): void {
  if (name === undefined) return;
  const isStatic = node.kind === 'enum_member_declaration' || /\b(?:static|const)\b/.test(node.text.slice(0, 80));
  into.declared.push({ kind: 'field', name: name.text, owner: scope.self, signature: null, isStatic, node });
}

function declareProperty(node: Syntax, scope: Scope, into: Gathered): void {
  const end = kid(node, 'accessor_list', 'arrow_expression_clause')?.start ?? node.end;
  const name = node.children.findLast(({ kind, start }) => kind === 'identifier' && start < end);
  const type = csharpType(node.children.find(({ kind }) => !/^(?:modifier|attribute_list)$/.test(kind)));
  if (name === undefined || kid(node, 'explicit_interface_specifier') !== undefined) return;
  declareField(node, name, scope, into);
  scope.bind(name.text, type);
  scope.bind(`this.${name.text}`, type);
}

function readVariables(node: Syntax, scope: Scope, into: Gathered): void {
  const isField = isInside(node, /^(?:field|event_field)_declaration$/);
  const written = csharpType(node.children[0]);
  for (const one of node.children.filter(({ kind }) => kind === 'variable_declarator')) {
    const name = kid(one, 'identifier');
    const value = one.children.at(-1);
    const made = value?.kind === 'object_creation_expression' ? csharpType(value.children[0]) : null;
    if (name === undefined) continue;
    scope.bind(name.text, written ?? made);
    if (!isField) continue;
    scope.bind(`this.${name.text}`, written ?? made);
    declareField(node.parent ?? node, name, scope, into);
  }
}

/** `out var x`, `is Cart c`, `foreach (var c in all)` */
function bindPattern(node: Syntax, scope: Scope): void {
  const [type, name] = node.children;
  if (name?.kind === 'tuple_pattern') for (const one of name.children) scope.bind(one.text, null);
  else if (name?.kind === 'identifier') scope.bind(name.text, csharpType(type));
  else if (type?.kind === 'identifier') scope.bind(type.text, null);
}

function receiver(node: Syntax | undefined): string {
  return node !== undefined && /^(?:this\.)?\w+$/.test(node.text) ? node.text : '?';
}

/** What stands before the dot and the name behind it; `this` and `base` are no nodes. */
function parted(node: Syntax): readonly [on: string, name: string] {
  const [first, second] = node.children;
  if (second === undefined) return [node.text.startsWith('base') ? 'base' : 'this', memberName(first)];
  return [receiver(first), memberName(second)];
}

function readCall(node: Syntax, scope: Scope, into: Gathered): void {
  const call = {
    kind: 'call' as const,
    given: csharpGiven(kid(node, 'argument_list')),
    taken: csharpTaken(node.parent?.kind === 'conditional_access_expression' ? node.parent : node),
    scope,
    node,
  };
  if (node.kind === 'invocation_expression') {
    const [callee] = node.children;
    if (callee?.kind === 'identifier' || callee?.kind === 'generic_name')
      into.uses.push({ ...call, name: memberName(callee), on: null });
    else if (callee?.kind === 'member_access_expression' || callee?.kind === 'conditional_access_expression') {
      const [on, name] = parted(callee);
      into.uses.push({ ...call, name, on });
    }
    return;
  }
  const type = madeType(node, scope, into);
  if (type === null) return;
  into.uses.push({ ...call, name: type, on: 'new' });
  const keys = (kid(node, 'initializer_expression')?.children ?? []).flatMap((one) =>
    one.kind === 'assignment_expression' ? (one.children[0]?.text ?? []) : [],
  );
  if (keys.length > 0)
    into.uses.push({
      ...call,
      kind: 'keyed',
      name: type,
      on: null,
      given: { ...NOTHING_GIVEN, names: keys },
      taken: TAKEN_OTHERWISE,
    });
}

function madeType(node: Syntax, scope: Scope, into: Gathered): string | null {
  if (node.kind === 'object_creation_expression') return csharpType(node.children[0]);
  if (node.kind === 'constructor_initializer')
    return /^:?\s*base\b/.test(node.text)
      ? (into.types.find(({ name }) => name === scope.self)?.bases[0] ?? null)
      : scope.self;
  const above = node.parent;
  if (above?.kind === 'variable_declarator') return csharpType(above.parent?.children[0]);
  return above?.kind === 'property_declaration'
    ? csharpType(above.children.find(({ kind }) => !/^(?:modifier|attribute_list)$/.test(kind)))
    : null;
}

function readMember(node: Syntax, scope: Scope, into: Gathered): void {
  const isCallee = node.parent?.kind === 'invocation_expression' && node.parent.children[0] === node;
  if (isCallee || node.children.at(-1)?.kind === 'invocation_expression') return;
  const [on, name] = parted(node);
  into.uses.push({ kind: 'member', name, on, given: NOTHING_GIVEN, taken: csharpTaken(node), scope, node });
}

const NO_VALUE =
  /declaration|parameter|using|qualified_name|generic_name|type|attribute|label|base_list|member_access|member_binding|name_colon|creation|catch|specifier|constraint/;

/** A field or property under its bare name. */
function readBare(node: Syntax, scope: Scope, into: Gathered): void {
  const above = node.parent;
  const isFirst = above?.children[0] === node;
  if (above === null) return;
  const isKey = above.kind === 'assignment_expression' && isFirst && isInside(above, /^initializer_expression$/);
  const isName =
    (above.kind === 'argument' && isFirst && above.children.length > 1) ||
    (above.kind === 'variable_declarator' && isFirst);
  const isCallee = above.kind === 'invocation_expression' && isFirst;
  if (isKey || isName || isCallee || NO_VALUE.test(above.kind)) {
    const isReceiver = above.kind === 'member_access_expression' && isFirst && above.children.length > 1;
    if (!isReceiver) return;
  }
  into.uses.push({
    kind: 'member',
    name: node.text,
    on: null,
    given: NOTHING_GIVEN,
    taken: csharpTaken(node),
    scope,
    node,
  });
}
