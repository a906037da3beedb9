import type { Declared, FileFacts, Key, Signature } from './facts.ts';
import type { KeysOf } from './call-misfit.ts';

/** Something that others rely on and that the change alters or takes away. */
export interface Contract {
  readonly old: Declared;
  /** Null: it is gone. */
  readonly now: Declared | null;
  readonly before: FileFacts;
  readonly after: FileFacts;
  /** What its type is built on in other files may have it still: it counts only where nothing else in the tree has the name. */
  readonly perhapsInherited: boolean;
}

/** What one changed file no longer promises. Names that it defines twice, as overloads are, are left out. */
export function changedContracts(before: FileFacts, after: FileFacts): Contract[] {
  const [olds, news] = [byName(before), byName(after)];
  const contracts: Contract[] = [];
  for (const [key, [old, ...others]] of olds) {
    if (old === undefined || (others.length > 0 && old.kind !== 'field' && old.kind !== 'value')) continue;
    const [now, ...more] = news.get(key) ?? [];
    if (now === undefined) {
      const how = goneHow(old, before, after);
      if (how !== null) contracts.push({ old, now: null, before, after, perhapsInherited: how === 'perhaps' });
    } else if (more.length === 0 && isChanged(old, now, { before, after }))
      contracts.push({ old, now, before, after, perhapsInherited: false });
  }
  return contracts;
}

function byName(facts: FileFacts): Map<string, Declared[]> {
  const found = new Map<string, Declared[]>();
  for (const one of facts.declared) {
    const key = `${one.owner ?? ''}.${one.kind === 'constructor' ? 'new ' : ''}${one.name}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found;
}

function isChanged(old: Declared, now: Declared, sides: Sides): boolean {
  if (old.kind !== now.kind || old.signature === null || now.signature === null) return false;
  return promised(old.signature, sides.before) !== promised(now.signature, sides.after);
}

interface Sides {
  readonly before: FileFacts;
  readonly after: FileFacts;
}

/** All that a caller can be wrong about, written down. */
function promised({ parameters, rest, anyName, answer, needed }: Signature, facts: FileFacts): string {
  const keysOf = keysIn(facts);
  const taken = parameters.map((one) => ({ ...one, type: one.type === undefined ? null : keysOf(one.type) }));
  const type = /\.(?:java|rs)$/.test(facts.path) ? answer.type : null;
  return JSON.stringify([
    taken,
    rest,
    anyName,
    answer.later,
    answer.count,
    answer.raises,
    type,
    needed === null ? null : [...needed],
  ]);
}

/** Annotations of Java that make a field of that name. */
const MAKES_LOG = /@(?:Slf4j|XSlf4j|Log4j2?|Log|CommonsLog|JBossLog|Flogger)\b/;

function goneHow(old: Declared, before: FileFacts, after: FileFacts): 'surely' | 'perhaps' | null {
  const { name, owner, kind } = old;
  // Names that come from elsewhere are no members of a type of this file, save those that C# and Rust add from outside.
  const isOpen = after.open && (owner === null || /\.(?:cs|rs)$/.test(after.path));
  if (isOpen || kind === 'constructor' || isBehindSwitch(name, after)) return null;
  // What is not understood at the head only is no proof that a name went.
  if (after.errors > before.errors) return null;
  if (name === 'log' && MAKES_LOG.test(after.text)) return null;
  if (owner === null) return after.imports.every(({ local }) => local !== name) ? 'surely' : null;
  const [was, is] = [before, after].map(({ types }) => types.some((one) => one.name === owner));
  if (was !== true || is !== true || after.declared.some((one) => one.owner === owner && one.name === name))
    return null;
  // What Rust derives, or what it lends by `Deref`, has methods of its own.
  if (!mayHave(owner, name, after)) return after.path.endsWith('.rs') && kind === 'method' ? 'perhaps' : 'surely';
  // A method may only have been there instead of the one that is inherited; what a method fills is the type's own, and so is a constant.
  const isConstant = old.isStatic && after.path.endsWith('.java');
  // Go's embedded types are open as well; what annotations of Java make are methods.
  const isOpenType = !/\.(?:go|java)$/.test(after.path) && after.types.some((one) => one.name === owner && one.open);
  return kind === 'field' && !isOpenType && (isConstant || !old.isStatic) ? 'perhaps' : null;
}

/** Whether the name still stands in a file of C# whose `#if` may cut its head in two, so that nothing reads it as a declaration. */
function isBehindSwitch(name: string, { path, text }: FileFacts): boolean {
  return path.endsWith('.cs') && /^[ \t]*#if\b/m.test(text) && new RegExp(String.raw`\b${name}\b`).test(text);
}

/** Whether a type may have a member by what it is built on, as far as the file tells. */
function mayHave(owner: string, name: string, facts: FileFacts): boolean {
  const type = facts.types.find((one) => one.name === owner);
  if (type === undefined || type.open || facts.declared.some((one) => one.owner === owner && one.name === name))
    return true;
  return type.bases.some((base) => base === owner || (!isKnown(base, name, facts.path) && mayHave(base, name, facts)));
}

/** Whether all that a base has is known not to be of that name: one of Python's own library, or of another package of Go, which lends no private names. */
function isKnown(base: string, name: string, path: string): boolean {
  if (path.endsWith('.go')) return base.includes('.') && /^[a-z_]/.test(name);
  return (
    /^unittest\.(?:IsolatedAsyncio)?TestCase$/.test(base) &&
    !/^(?:_.*|[a-z]+[A-Z]\w*|assert_?\w*|id|debug|run|fail\w*)$/.test(name)
  );
}

/** Looks the keys of object types up among what a file declares. */
export function keysIn({ declared, types }: FileFacts): KeysOf {
  return (name) => {
    const type = types.find((one) => one.name === name);
    if (type === undefined || type.open || type.bases.length > 0) return null;
    const members = declared.filter(({ owner }) => owner === name);
    if (members.length === 0 || members.some(({ node }) => !node.kind.endsWith('_signature'))) return null;
    return members.map(({ name: key, node }): Key => ({
      name: key,
      optional: /\?\s*[:(]|undefined/.test(node.text.slice(0, key.length + 200)),
    }));
  };
}
