import type { Syntax } from '../../syntax-node.ts';
import type { Scope } from '../facts.ts';

/** The name of a type behind references, without what it is generic over. */
export function rustType(node: Syntax | undefined): string | null {
  switch (node?.kind ?? '') {
    case 'type_identifier':
      return node?.text ?? null;
    case 'generic_type':
      return rustType(node?.children[0]);
    case 'reference_type':
    case 'scoped_type_identifier':
      return rustType(node?.children.at(-1));
    default:
      return null;
  }
}

/** Binds the names of a pattern: those that begin small. */
export function bindPattern(node: Syntax | undefined, type: string | null, scope: Scope): void {
  if (node === undefined) return;
  if (/^(?:identifier|shorthand_field_identifier)$/.test(node.kind)) {
    if (!/^[A-Z]/.test(node.text)) scope.bind(node.text, type);
  } else if (node.kind.endsWith('pattern')) for (const one of node.children) bindPattern(one, null, scope);
}

export function bindLet(node: Syntax, scope: Scope): void {
  const [pattern, ...others] = node.children.filter(({ kind }) => kind !== 'mutable_specifier');
  const written = others.length > 1 ? rustType(others[0]) : null;
  bindPattern(pattern, written ?? madeType(others.at(-1), scope), scope);
}

/** What `Cart { … }`, `&Cart { … }` and, by custom, `Cart::new(…)` make. */
function madeType(value: Syntax | undefined, scope: Scope): string | null {
  if (value?.kind === 'reference_expression') return madeType(value.children.at(-1), scope);
  if (value?.kind === 'struct_expression') return own(rustType(value.children[0]), scope);
  const path = value?.kind === 'call_expression' ? value.children[0] : undefined;
  const [type, name] = path?.kind === 'scoped_identifier' ? path.children : [];
  return type !== undefined && /^(?:new|default|with_\w+|from_\w+)$/.test(name?.text ?? '')
    ? own(plainPath(type), scope)
    : null;
}

/** `Self` is the type around it. */
export const own = (type: string | null, { self }: Scope): string | null => (type === 'Self' ? self : type);

/** A path without what its last part is generic over. */
export function plainPath(path: Syntax): string {
  if (path.kind === 'generic_type') return rustType(path) ?? '?';
  return path.text.replaceAll(/\s/g, '').split('::<')[0] ?? '?';
}
