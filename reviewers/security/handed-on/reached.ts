import { dirname, join, normalize } from 'node:path/posix';
import { scriptPaths } from '../../changed-code/callers/leads-to.ts';
import { plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Call } from '../values/grammar.ts';
import { importsOf } from '../values/imports.ts';
import { boundAt, directoryOf } from '../values/scope.ts';
import type { FollowedFile } from './followed-file.ts';

/** A function of another file: where it may stand, by what name, in which class. `name` null: the file's one export. */
export interface ReachedFunction {
  readonly paths: readonly string[];
  readonly name: string | null;
  readonly owner: string | null;
}

/** The paths of the head; `ending`: those that end with some parts. */
export interface Tree {
  has(path: string): boolean;
  ending(parts: string): readonly string[];
}

/** A tree whose files can be asked for by how their paths end. */
export function treeOf(paths: readonly string[]): Tree {
  const all = new Set(paths);
  const byName = Map.groupBy(paths, (path) => path.slice(path.lastIndexOf('/') + 1));
  return {
    has: (path) => all.has(path),
    ending: (parts) =>
      (byName.get(parts.slice(parts.lastIndexOf('/') + 1)) ?? []).filter((path) => `/${path}`.endsWith(`/${parts}`)),
  };
}

/** What a call reaches in another file of the tree, by this file's imports; null where that is not certain. */
export function reachedBy(call: Call, file: FollowedFile, tree: Tree): ReachedFunction | null {
  const isBare = call.receiver === null && !file.path.endsWith('.java');
  if (!isBare && isOwnCall(call) && directoryOf(file.root, file.knowledge).functions.has(call.method || call.callee))
    return null;
  const found = file.path.endsWith('.java') ? ofJava(call, file, tree) : ofModules(call, file, tree);
  return found === null || found.paths.length === 0 ? null : found;
}

/** A method of the object itself, which may be one that it inherits. */
function isOwnCall({ receiver, node, method }: Call): boolean {
  if (receiver === null) return method === '' && node.kind === 'call_expression' && !node.text.startsWith('new ');
  return /^(?:this|self|super|super\(\))$/.test(plainText(receiver));
}

/** The class on which the only derived class of a file is built. */
function baseOf({ text }: FollowedFile): string | null {
  const written = /\bclass\s{1,9}\w{1,80}\s{0,9}(?:<[^<>{}]{0,80}>\s{0,9})?(?:extends\s{1,9}|\()([A-Z]\w{0,80})/g;
  const [only, ...more] = Array.from(text.matchAll(written), ([, name = '']) => name);
  return only === undefined || more.length > 0 ? null : only;
}

interface Named {
  readonly module: string;
  readonly name: string | null;
}

function ofModules(call: Call, file: FollowedFile, tree: Tree): ReachedFunction | null {
  const reached = (module: string, name: string | null, owner: string | null): ReachedFunction => ({
    paths: pathsOf(module, file, tree),
    name,
    owner,
  });
  if (call.receiver === null) {
    const own = importedAs(call.callee, call.node, file);
    return own === null ? null : reached(own.module, own.name, null);
  }
  if (isOwnCall(call)) {
    const base = baseOf(file);
    const above = base === null ? null : importedAs(base, null, file);
    return above === null ? null : reached(above.module, call.method, above.name ?? base);
  }
  const on = plainText(call.receiver);
  if (!/^(?:this\.|self\.)?[\w$#]+$/.test(on)) return null;
  const holder = importedAs(on, call.node, file);
  if (holder !== null) {
    const inner =
      holder.name === null ? null : `${holder.module}${holder.module.endsWith('.') ? '' : '.'}${holder.name}`;
    // Python imports modules and what is in them by the same words.
    if (inner !== null && file.path.endsWith('.py') && pathsOf(inner, file, tree).length > 0)
      return reached(inner, call.method, null);
    return reached(holder.module, call.method, holder.name !== null && /^[A-Z]/.test(holder.name) ? holder.name : null);
  }
  const type = classOf(on, call.node, file);
  const made = type === null ? null : importedAs(type, null, file);
  return made === null ? null : reached(made.module, call.method, made.name ?? type);
}

/** What a name is imported as; null where the place has another meaning for it. */
function importedAs(name: string, place: Syntax | null, { root, knowledge }: FollowedFile): Named | null {
  const found = importsOf(root).get(name);
  if (found === undefined) return null;
  const bound = place === null ? null : boundAt(name, place, root, knowledge);
  if (bound !== null && !(bound.kind === 'value' && /\b(?:require|import)\s*\(/.test(bound.value.text))) return null;
  if (found.what !== 'member') return { module: found.path, name: null };
  const at = found.path.lastIndexOf('.');
  return { module: found.path.slice(0, at), name: found.path.slice(at + 1) };
}

/** The class of which a name holds an object, where this file makes it or says so. */
function classOf(on: string, place: Syntax, { root, knowledge, text }: FollowedFile): string | null {
  const field = /^(?:this|self)\.(.+)$/.exec(on)?.[1];
  if (field === undefined) {
    const bound = boundAt(on, place, root, knowledge);
    return bound?.kind === 'value' && bound.how === 'whole' ? madeBy(bound.value, knowledge) : null;
  }
  const types = new Set<string>();
  for (const node of below(root))
    for (const binding of knowledge.grammar.bindings(node)) {
      if (binding.name !== on) continue;
      types.add((binding.value === null ? null : madeBy(binding.value, knowledge)) ?? '');
    }
  // `constructor(private readonly users: UsersService)`.
  const declared = new RegExp(
    String.raw`\b(?:private|protected|public|readonly)\s+${field.replaceAll(/[$#]/g, String.raw`\$&`)}\s*:\s*([A-Z]\w*)`,
    'g',
  );
  for (const [, type = ''] of text.matchAll(declared)) types.add(type);
  const [only, ...more] = types;
  return only === undefined || only === '' || more.length > 0 ? null : only;
}

function madeBy(value: Syntax, { grammar }: FollowedFile['knowledge']): string | null {
  const made = grammar.expression(value);
  if (made.form === 'same') return madeBy(made.of, { grammar } as FollowedFile['knowledge']);
  return made.form === 'call' ? (/^(?:new )?([A-Z]\w*)$/.exec(made.callee)?.[1] ?? null) : null;
}

/** The one file that a module's name means, or none. */
function pathsOf(module: string, { path }: FollowedFile, tree: Tree): readonly string[] {
  if (path.endsWith('.py')) {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    const named = module.slice(dots).replaceAll('.', '/');
    if (named === '') return [];
    const base = normalize(join(dirname(path), ...Array.from({ length: Math.max(0, dots - 1) }, () => '..'), named));
    const files = [`${base}.py`, `${base}/__init__.py`];
    if (dots > 0) return files.filter((one) => tree.has(one)).slice(0, 1);
    const found = [`${named}.py`, `${named}/__init__.py`].flatMap((one) => tree.ending(one));
    return found.length === 1 ? found : [];
  }
  if (/^\.{1,2}(?:\/|$)/.test(module)) {
    const exact = normalize(join(dirname(path), module));
    return [exact, ...scriptPaths(path, module), `${exact}.cjs`].filter((one) => tree.has(one)).slice(0, 1);
  }
  const alias = /^(?:[@~#]|src)\/(.+)$/.exec(module)?.[1];
  const found = alias === undefined ? [] : scriptPaths('', alias).flatMap((one) => tree.ending(one));
  return found.length === 1 ? found : [];
}

/** A method of an object or class whose type is written in this file; of an interface its only implementation. */
function ofJava(call: Call, file: FollowedFile, tree: Tree): ReachedFunction | null {
  const on = call.receiver === null ? '' : plainText(call.receiver).replace(/^this\./, '');
  const type = isOwnCall(call) ? baseOf(file) : /^[A-Z]\w*$/.test(on) ? on : javaType(on, file.text);
  if (type === null) return null;
  const imported = new RegExp(String.raw`^import\s+([\w.]+\.${type});`, 'm').exec(file.text)?.[1];
  const place = imported === undefined ? null : `${imported.replaceAll('.', '/')}.java`;
  const beside = join(dirname(file.path), `${type}.java`);
  const own = place === null ? (tree.has(beside) ? [beside] : []) : tree.ending(place);
  if (own.length !== 1) return null;
  return {
    paths: [...own, ...tree.ending(`${type}Impl.java`).slice(0, 1)],
    name: call.method || call.callee,
    owner: null,
  };
}

function javaType(name: string, text: string): string | null {
  if (!/^\w+$/.test(name)) return null;
  const written = new RegExp(String.raw`\b([A-Z]\w*)(?:<[^<>;(){}]{0,80}>)?\s+${name}\s*[;=,)]`, 'g');
  const types = new Set(Array.from(text.matchAll(written), ([, type = '']) => type));
  const [only, ...more] = types;
  return only === undefined || more.length > 0 ? null : only;
}
