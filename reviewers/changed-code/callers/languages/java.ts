import type { Syntax } from '../../syntax-node.ts';
import {
  type Declared,
  EVERYTHING,
  type Given,
  NOTHING_GIVEN,
  type CallParameter,
  Scope,
  type Signature,
} from '../facts.ts';
import { type Gathered, kid, type FactReader } from '../gather-facts.ts';
import { javaTaken } from './java-taken.ts';

const CLASS = /^(?:class|interface|record|enum|annotation_type)_declaration$/;
const TYPE = /type|scoped_type_identifier/;

/** Java. */
export const lookAtJava: FactReader = (node, scope, into) => {
  switch (node.kind) {
    case 'package_declaration':
      into.package = node.children.at(-1)?.text ?? '';
      return scope;
    case 'import_declaration':
      readImport(node, into);
      return scope;
    case 'method_declaration':
    case 'constructor_declaration':
      return intoMethod(node, scope, into);
    case 'block':
      return new Scope(scope, scope.self);
    case 'lambda_expression':
      return intoLambda(node, scope);
    case 'field_declaration':
    case 'local_variable_declaration':
      readVariables(node, scope, into);
      return scope;
    case 'instanceof_expression':
    case 'type_pattern':
    case 'record_pattern_component': {
      const [type, name] = node.children.slice(-2);
      if (name?.kind === 'identifier') scope.bind(name.text, typeOf(type));
      return scope;
    }
    case 'enhanced_for_statement':
    case 'resource':
    case 'catch_formal_parameter': {
      const name = kid(node, 'identifier')?.text;
      if (name !== undefined) scope.bind(name, typeOf(node.children.find(({ kind }) => TYPE.test(kind))));
      return scope;
    }
    case 'method_invocation':
    case 'object_creation_expression':
    case 'enum_constant':
      readCall(node, scope, into);
      return node.kind === 'method_invocation' || kid(node, 'class_body') === undefined
        ? scope
        : new Scope(scope, null);
    case 'field_access':
      readMember(node, scope, into);
      return scope;
    case 'identifier':
      readBare(node, scope, into);
      return scope;
    default:
      return CLASS.test(node.kind) ? intoClass(node, scope, into) : scope;
  }
};

/** The text of `import a.b.*` without its star. */
function packageOf({ text }: Syntax): string {
  return text
    .replace(/^import\b/, '')
    .replaceAll(/\s/g, '')
    .replace(/\.\*;$/, '');
}

function readImport(node: Syntax, into: Gathered): void {
  const name = node.children.at(-1)?.text.replace(/\s/g, '') ?? '';
  const last = name.split('.').at(-1) ?? '';
  const isStatic = /^import\s+static\b/.test(node.text);
  if (kid(node, 'asterisk') === undefined)
    into.imports.push({ local: last, module: name, name: isStatic ? last : null });
  else if (!isStatic) into.imports.push({ local: EVERYTHING, module: packageOf(node), name: null });
  else
    into.imports.push({ local: '*', module: /^import\s+static\s+([\w.]+)\.\*/.exec(node.text)?.[1] ?? '', name: '*' });
}

function intoClass(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'identifier')?.text ?? null;
  if (name === null) return new Scope(scope, null);
  const above = node.children.filter(({ kind }) => /^(?:superclass|super_interfaces|extends_interfaces)$/.test(kind));
  const bases = above
    .flatMap(({ text }) => text.match(/\w+/g) ?? [])
    .filter((one) => !/^(?:extends|implements)$/.test(one));
  const made = node.children.some(
    ({ kind, text }) =>
      kind === 'modifiers' &&
      /@(?:Data|Value|Builder|AllArgs|RequiredArgs|Getter|Setter|SuperBuilder|AutoValue)/.test(text),
  );
  into.types.push({ name, bases, open: made });
  into.declared.push({ kind: 'type', name, owner: null, signature: null, isStatic: true, node });
  const inner = new Scope(scope, name);
  if (node.kind === 'record_declaration') {
    const parameters = parametersOf(node);
    into.declared.push({
      kind: 'constructor',
      name,
      owner: name,
      signature: signature(parameters, node, null),
      isStatic: false,
      node,
    });
    into.declared.push(...componentsOf(node, name));
  }
  return inner;
}

/** What each component of a record declares beside its constructor: a field, and a method that answers it. */
function componentsOf(record: Syntax, owner: string): Declared[] {
  const list = kid(record, 'formal_parameters')?.children ?? [];
  return list
    .filter(({ kind }) => kind === 'formal_parameter')
    .flatMap((node) => {
      const of = { name: kid(node, 'identifier')?.text ?? '', owner, isStatic: false, node };
      return [
        { ...of, kind: 'field' as const, signature: null },
        { ...of, kind: 'method' as const, signature: null },
      ];
    });
}

function parametersOf(node: Syntax): CallParameter[] {
  const list = kid(node, 'formal_parameters')?.children ?? [];
  return list
    .filter(({ kind }) => kind === 'formal_parameter')
    .map((one) => ({ name: kid(one, 'identifier')?.text ?? '', optional: false, named: 'never' }));
}

function signature(parameters: CallParameter[], node: Syntax, type: string | null): Signature {
  const rest = kid(node, 'formal_parameters')?.children.some(({ kind }) => kind === 'spread_parameter') ?? false;
  const raises = (kid(node, 'throws')?.children ?? []).map(({ text }) => text.split('.').at(-1) ?? text);
  const answer = { later: false, count: null, type, values: [], raises };
  return { parameters, rest, anyName: false, answer, needed: null };
}

function intoMethod(node: Syntax, scope: Scope, into: Gathered): Scope {
  const name = kid(node, 'identifier')?.text ?? '';
  const isConstructor = node.kind === 'constructor_declaration';
  const type = node.children.find(
    ({ kind, start }) =>
      /type/.test(kind) && kind !== 'type_parameters' && start < (kid(node, 'formal_parameters')?.start ?? 0),
  );
  const isStatic = /\bstatic\b/.test(kid(node, 'modifiers')?.text ?? '');
  const kind: Declared['kind'] = isConstructor ? 'constructor' : 'method';
  into.declared.push({
    kind,
    name,
    owner: scope.self ?? '?',
    signature: signature(parametersOf(node), node, type?.text.replace(/\s+/g, '') ?? null),
    isStatic,
    node,
  });
  const inner = new Scope(scope, scope.self);
  for (const one of kid(node, 'formal_parameters')?.children ?? []) {
    const own = kid(one, 'identifier') ?? kid(kid(one, 'variable_declarator') ?? one, 'identifier');
    if (own !== undefined)
      inner.bind(
        own.text,
        one.kind === 'formal_parameter' ? typeOf(one.children.find(({ kind: each }) => TYPE.test(each))) : null,
      );
  }
  return inner;
}

function intoLambda(node: Syntax, scope: Scope): Scope {
  const inner = new Scope(scope, scope.self);
  const [head] = node.children;
  for (const one of head?.kind === 'identifier' ? [head] : (head?.children ?? [])) {
    const name = one.kind === 'identifier' ? one : kid(one, 'identifier');
    if (name !== undefined) inner.bind(name.text, null);
  }
  return inner;
}

function typeOf(node: Syntax | undefined): string | null {
  if (node?.kind === 'generic_type') return typeOf(node.children[0]);
  return node?.kind === 'type_identifier' && node.text !== 'var' ? node.text : null;
}

function readVariables(node: Syntax, scope: Scope, into: Gathered): void {
  const written = typeOf(node.children.find(({ kind }) => TYPE.test(kind)));
  for (const one of node.children.filter(({ kind }) => kind === 'variable_declarator')) {
    const [name, value] = one.children;
    if (name === undefined) continue;
    const made =
      value?.kind === 'object_creation_expression' ? typeOf(value.children.find(({ kind }) => TYPE.test(kind))) : null;
    scope.bind(name.text, written ?? made);
    if (node.kind !== 'field_declaration') continue;
    scope.bind(`this.${name.text}`, written ?? made);
    into.declared.push({
      kind: 'field',
      name: name.text,
      owner: scope.self,
      signature: null,
      isStatic: /\bstatic\b/.test(kid(node, 'modifiers')?.text ?? ''),
      node,
    });
  }
}

function given(node: Syntax): Given {
  return {
    ...NOTHING_GIVEN,
    positions: (kid(node, 'argument_list')?.children ?? []).filter(({ kind }) => !/comment/.test(kind)).length,
  };
}

function readCall(node: Syntax, scope: Scope, into: Gathered): void {
  const call = { kind: 'call' as const, given: given(node), taken: javaTaken(node), scope, node };
  if (node.kind === 'enum_constant') into.uses.push({ ...call, name: scope.self ?? '?', on: 'new' });
  else if (node.kind === 'object_creation_expression') {
    const type = typeOf(node.children.find(({ kind }) => TYPE.test(kind) && kind !== 'type_arguments'));
    if (type !== null) into.uses.push({ ...call, name: type, on: 'new' });
  } else {
    const before = node.children.filter(({ kind }) => !/^(?:argument_list|type_arguments)$/.test(kind));
    const name = before.at(-1)?.text ?? '';
    const [of] = before;
    into.uses.push({ ...call, name, on: before.length === 1 || of === undefined ? null : receiver(of) });
  }
}

function receiver(node: Syntax): string {
  return /^(?:this|super|(?:this\.)?\w+)$/.test(node.text) ? node.text : '?';
}

function readMember(node: Syntax, scope: Scope, into: Gathered): void {
  const [of, name] = node.children;
  if (of !== undefined && name !== undefined)
    into.uses.push({
      kind: 'member',
      name: name.text,
      on: receiver(of),
      given: NOTHING_GIVEN,
      taken: javaTaken(node),
      scope,
      node,
    });
}

/** A field under its bare name. */
function readBare(node: Syntax, scope: Scope, into: Gathered): void {
  const above = node.parent;
  if (
    above === null ||
    /declaration|declarator|parameter|import|identifier|package|label|annotation|method_reference|lambda|field_access/.test(
      above.kind,
    )
  ) {
    const isValue = above?.kind === 'variable_declarator' && above.children[0] !== node;
    if (!isValue) return;
  }
  const isName =
    above?.kind === 'method_invocation' && above.children.findLast(({ kind }) => kind === 'identifier') === node;
  if (!isName)
    into.uses.push({
      kind: 'member',
      name: node.text,
      on: null,
      given: NOTHING_GIVEN,
      taken: javaTaken(node),
      scope,
      node,
    });
}
