import type { Syntax } from '../../syntax-node.ts';
import { NOTHING_GIVEN, type Scope, TAKEN_OTHERWISE } from '../facts.ts';
import { type Gathered, kid } from '../gather-facts.ts';

/** The name of a type, a pointer's too: `T`, `pkg.T`. */
export function typeName(node: Syntax | undefined): string | null {
  if (node?.kind === 'pointer_type' || node?.kind === 'generic_type') return typeName(node.children[0]);
  return node !== undefined && /^(?:type_identifier|qualified_type)$/.test(node.kind) ? node.text : null;
}

export function bindList(list: Syntax | undefined, scope: Scope): void {
  for (const declaration of list?.children ?? []) {
    const type = declaration.kind === 'parameter_declaration' ? boundType(declaration.children.at(-1)) : null;
    for (const name of declaration.children.slice(0, -1)) scope.bind(name.text, type);
  }
}

/** `var a, b T = …`, `a, b := …` */
export function bindNames(node: Syntax, scope: Scope, into: Gathered): void {
  const lists = node.children.filter(({ kind }) => kind === 'expression_list');
  const isSpec = node.kind.endsWith('_spec');
  const names = isSpec ? node.children.filter(({ kind }) => kind === 'identifier') : (lists[0]?.children ?? []);
  const values = (isSpec ? lists[0] : lists[1])?.children ?? [];
  const written = isSpec
    ? boundType(node.children.find(({ kind }) => kind.endsWith('_type') || kind === 'type_identifier'))
    : null;
  for (const [index, name] of names.entries()) {
    const value = values.length === 1 && index > 0 ? undefined : values[index];
    const only = written === null && (index === 0 || values.length > 1) ? value : undefined;
    scope.bind(
      name.text,
      written ?? (value === undefined ? null : madeType(value, name, scope, into)),
      only === undefined ? undefined : { node: only, scope },
    );
    if (isSpec && scope.parent === null)
      into.declared.push({ kind: 'value', name: name.text, owner: null, signature: null, isStatic: false, node });
  }
}

/** `for i, a := range all`: the second is one of them. */
export function bindRange(node: Syntax, scope: Scope, into: Gathered): void {
  const [names, all] = node.children;
  if (names?.kind !== 'expression_list' || all === undefined) return;
  for (const [index, name] of names.children.entries())
    scope.bind(name.text, index === 1 ? elementType(all, name, scope, into) : null);
}

function elementType(all: Syntax, name: Syntax, scope: Scope, into: Gathered): string | null {
  if (all.kind === 'identifier') {
    const binder = scope.binder(all.text);
    const type = binder?.names.get(all.text) ?? null;
    if (type !== null) return type.startsWith('[]') ? type.slice(2) : null;
    // A table of the package, that may stand below or in another file.
    return binder === null || binder.parent === null ? `${all.text}[]` : null;
  }
  if (all.kind === 'selector_expression') {
    const module = all.children[0]?.text ?? '';
    const isModule = scope.binder(module) === null && into.imports.some(({ local }) => local === module);
    return isModule ? `${all.text}[]` : null;
  }
  const type = all.kind === 'composite_literal' ? madeType(all, name, scope, into) : null;
  return type?.startsWith('[]') === true ? type.slice(2) : null;
}

/** What a list, an array or a map holds. */
function held(node: Syntax | undefined): Syntax | undefined {
  return node !== undefined && /^(?:slice|array|implicit_length_array|map)_type$/.test(node.kind)
    ? node.children.at(-1)
    : undefined;
}

/** `T`, or `[]T` of what holds several. */
function boundType(node: Syntax | undefined): string | null {
  const inner = typeName(held(node));
  return inner === null ? typeName(node) : `[]${inner}`;
}

/** What `T{}`, `&T{}` and, by custom, `NewT()` make. */
function madeType(value: Syntax, name: Syntax, scope: Scope, into: Gathered): string | null {
  const [inner] = value.children;
  if (value.kind === 'unary_expression' && value.text.startsWith('&') && inner !== undefined)
    return madeType(inner, name, scope, into);
  if (value.kind === 'identifier') return scope.binder(value.text)?.names.get(value.text) ?? null;
  if (value.kind === 'composite_literal') return tableOf(value, name, scope, into) ?? boundType(inner);
  const callee = value.kind === 'call_expression' ? (inner?.text ?? '') : '';
  const made = /^(\w+\.)?New([A-Z]\w*)$/.exec(callee);
  return made === null ? null : `${made[1] ?? ''}${made[2] ?? ''}`;
}

/** `tests := []struct{ … }{ … }`: a type without a name is called by what holds it, `TestPrice/tests[]`. */
function tableOf(value: Syntax, name: Syntax, scope: Scope, into: Gathered): string | null {
  const element = held(value.children[0]);
  const struct = element?.kind === 'pointer_type' ? element.children[0] : element;
  if (struct?.kind !== 'struct_type') return null;
  const owner = `${scope.parent === null ? '' : `${functionAround(value)}/`}${name.text}[]`;
  into.types.push({ name: owner, ...declareFields(struct, owner, into) });
  readElements(value, owner, scope, into);
  return `[]${owner}`;
}

function functionAround(node: Syntax): string {
  let around: Syntax | null = node;
  while (around !== null && !/^(?:function|method)_declaration$/.test(around.kind)) around = around.parent;
  return (around === null ? undefined : kid(around, 'identifier', 'field_identifier'))?.text ?? '';
}

/** Declares the fields of a struct, and says what it embeds: types of other packages, or one of its own. */
export function declareFields(
  struct: Syntax | undefined,
  owner: string,
  into: Gathered,
): { readonly bases: readonly string[]; readonly open: boolean } {
  const fields = struct === undefined ? [] : (kid(struct, 'field_declaration_list')?.children ?? []);
  const named = fields.filter((field) => kid(field, 'field_identifier') !== undefined);
  for (const node of named) {
    for (const { kind, text } of node.children)
      if (kind === 'field_identifier')
        into.declared.push({ kind: 'field', name: text, owner, signature: null, isStatic: false, node });
  }
  const embedded = fields.filter((one) => one.kind === 'field_declaration' && !named.includes(one));
  const bases = embedded.flatMap(({ text }) => /^\*?\s*(\w+(?:\.\w+)?)/.exec(text)?.[1] ?? []);
  // What those of its own package have stands in other files.
  return { bases, open: bases.filter((one) => one.includes('.')).length < embedded.length };
}

/** `T{ A: 1 }`, and what `[]T{{ A: 1 }}` holds. */
export function readLiteral(node: Syntax, scope: Scope, into: Gathered): void {
  const [type] = node.children;
  const name = typeName(type);
  const inner = typeName(held(type));
  const value = kid(node, 'literal_value');
  if (name !== null && value !== undefined) readKeys(value, { name, node }, scope, into);
  else if (inner !== null) readElements(node, inner, scope, into);
}

function readElements(node: Syntax, name: string, scope: Scope, into: Gathered): void {
  for (const one of kid(node, 'literal_value')?.children ?? []) {
    const element = one.kind === 'keyed_element' ? one.children.at(-1) : one;
    const value = element?.kind === 'literal_element' ? element.children[0] : element;
    if (value?.kind === 'literal_value') readKeys(value, { name, node: value }, scope, into);
  }
}

function readKeys(value: Syntax, use: { name: string; node: Syntax }, scope: Scope, into: Gathered): void {
  const elements = value.children.filter(({ kind }) => kind !== 'comment');
  const keys = elements.flatMap((one) => (one.kind === 'keyed_element' ? [one.children[0]?.text ?? ''] : []));
  const given = { ...NOTHING_GIVEN, names: keys, positions: elements.length - keys.length };
  into.uses.push({ kind: 'keyed', ...use, on: null, given, taken: TAKEN_OTHERWISE, scope });
}
