import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Grammar } from '../values/grammar.ts';
import type { ReachedFunction } from './reached.ts';
import type { FollowedFile } from './followed-file.ts';

/** Every function of a file, by the name under which others call it; null: none. */
export function functionsOf(root: Syntax, grammar: Grammar): { readonly name: string | null; readonly fn: Syntax }[] {
  return [...below(root)]
    .filter((node) => grammar.isFunction(node))
    .map((fn) => ({ name: nameOf(fn, grammar.functionName(fn)), fn }));
}

const CLASS = /^(?:abstract_)?class(?:_de|_body|$)/;

/** The one function of a file that a call of another reaches; null where there is none, or more than one. */
export function findFunction({ root, knowledge }: FollowedFile, { name, owner }: ReachedFunction): Syntax | null {
  const { grammar } = knowledge;
  const all = functionsOf(root, grammar);
  const named = all.filter((one) => (name === null ? isDefault(one.fn) : one.name === name)).map(({ fn }) => fn);
  const [only, ...more] = named;
  if (more.length === 0) return only === undefined || isBodyless(only) ? null : only;
  const ofOwner = named.filter((fn) => owner !== null && classAround(fn) === owner && !isBodyless(fn));
  return ofOwner.length === 1 ? (ofOwner[0] ?? null) : null;
}

/** `exports.find = function`, `this.find = () =>`, `{ find: async () => … }`, `find = () =>` of a class. */
function nameOf(fn: Syntax, own: string | null): string | null {
  if (own !== null) return own;
  const holder = fn.parent;
  const [first] = holder?.children ?? [];
  if (holder === null || first === undefined || first === fn) return null;
  if (holder.kind === 'assignment_expression')
    return /^(?:this|(?:module\.)?exports|[\w$]+(?:\.prototype)?)\.([\w$]+)$/.exec(first.text)?.[1] ?? null;
  return /^(?:pair|public_field_definition|field_definition)$/.test(holder.kind)
    ? (holder.children.find(({ kind }) => kind === 'property_identifier')?.text ?? null)
    : null;
}

/** `export default function`, `module.exports = (…) => …`. */
function isDefault(fn: Syntax): boolean {
  const holder = fn.parent;
  if (holder === null) return false;
  return holder.kind === 'export_statement'
    ? /^export\s+default\b/.test(holder.text)
    : holder.kind === 'assignment_expression' && /^module\.exports\s*=\s*(?:async\b|function\b|\()/.test(holder.text);
}

function classAround(fn: Syntax): string | null {
  for (let one = fn.parent; one !== null; one = one.parent)
    if (CLASS.test(one.kind)) {
      const name = one.children.find(({ kind }) => kind.endsWith('identifier'));
      if (name !== undefined) return name.text;
    }
  return null;
}

/** Of an interface, or abstract. */
function isBodyless(fn: Syntax): boolean {
  return !fn.children.some(({ kind }) => /block|body/.test(kind)) && !/=>|^lambda\b/.test(fn.text);
}
