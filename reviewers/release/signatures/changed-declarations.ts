import { callerLanguage } from '../../changed-code/callers/reaches.ts';
import type { Declared, FileFacts, Signature } from '../../changed-code/callers/facts.ts';
import { misfits } from './misfits.ts';

/** What the change does to a declaration that others use. */
export interface ChangedDeclaration {
  readonly old: Declared;
  /** `Pool.get` */
  readonly name: string;
  /** Behind its name: `no longer takes `default``. */
  readonly what: string;
}

/** Both sides of a file, and what else of its package is written down at the head. */
export interface DeclaredSides {
  readonly before: FileFacts;
  readonly after: FileFacts;
  /** Keys, as `keyOf` makes them, of what other changed files beside it declare. */
  readonly beside: ReadonlySet<string>;
}

/** A declaration by what it is a member of and its name. */
export const keyOf = ({ owner, name }: Pick<Declared, 'owner' | 'name'>): string => `${owner ?? ''}.${name}`;

/** Everything declared once on both sides, or gone, that takes less or asks for more. */
export function changedDeclarations(sides: DeclaredSides): ChangedDeclaration[] {
  const { before, after, beside } = sides;
  const news = Map.groupBy(after.declared, keyOf);
  return [...Map.groupBy(before.declared, keyOf)].flatMap(([key, [old, ...others]]): ChangedDeclaration[] => {
    const now = news.get(key) ?? [];
    // Names that stand for several, as overloads do, are read by compilers only.
    if (old === undefined || others.length > 0 || now.length > 1 || isGoing(old, before)) return [];
    const [is] = now;
    const what = is === undefined ? (!beside.has(key) && isGone(old, sides) ? ['is gone'] : []) : changeOf(old, is, sides);
    const name = old.owner === null || old.kind === 'constructor' ? old.name : `${old.owner}.${old.name}`;
    return what.length === 0 ? [] : [{ old, name: `\`${name}\``, what: what.join(' and ') }];
  });
}

/** What says of itself that it goes or is nobody's. */
function isGoing({ node, name }: Declared, { text }: FileFacts): boolean {
  const above = text.slice(Math.max(0, node.start - 1500), node.start).split('\n').slice(-30, -1);
  const comment = above.slice(above.findLastIndex((line) => !/^\s*(?:\/\/|\/?\*|#|@)/.test(line)) + 1).join('\n');
  const head = node.text.slice(0, Math.max(0, node.text.indexOf(name)));
  return /@?deprecated\b|@internal\b|@beta\b|experimental/i.test(`${comment}\n${head}`);
}

/** Of Python and scripts the check of removed exports tells what is gone at the top. */
function isGone({ owner, kind, node }: Declared, { before, after }: DeclaredSides): boolean {
  const language = callerLanguage(after.path);
  if (language === 'python' || after.open || kind === 'constructor' || kind === 'type') return false;
  if (owner === null) return language === 'go' && kind === 'function';
  const [was, is] = [before, after].map(({ types }) => types.find(({ name }) => name === owner));
  // What it is built on may have it.
  if (was === undefined || is === undefined || is.bases.length > 0) return false;
  if (language === 'go') return kind === 'method' ? !is.open || node.kind === 'method_elem' : !is.open;
  return !is.open && !/@Override\b/.test(node.text.slice(0, 200));
}

function changeOf(old: Declared, now: Declared, { before, after }: DeclaredSides): string[] {
  const language = callerLanguage(after.path);
  const isCalled = (one: Declared): boolean => /^(?:function|type|method|constructor)$/.test(one.kind);
  if (old.kind === 'type' && now.kind === 'type') {
    if (language !== 'python') return [];
    const [was, is] = [before, after].map(({ types }) => types.find((one) => one.name === old.name)?.bases ?? []);
    const lost = (was ?? []).filter((base) => base !== 'object' && is?.includes(base) === false);
    // A base that only moved behind another is still there.
    return lost.length > 0 && (is ?? []).length < (was ?? []).length ? [`is no longer a \`${lost.join('`, `')}\``] : [];
  }
  if (old.kind !== now.kind)
    return language === 'python' && old.owner === null && isCalled(old) !== isCalled(now)
      ? [`is a ${now.kind} now, not a ${old.kind}`]
      : [];
  if (old.signature === null || now.signature === null) return [];
  // Without types a caller may hand over more or less than is named.
  if (language === 'script' && (old.signature.needed !== null || now.signature.needed !== null)) return [];
  return [...misfits(old.signature, now.signature), ...results(old.signature, now.signature, language)];
}

function results({ answer: was }: Signature, { answer: is }: Signature, language: string | null): string[] {
  if (language === 'go' && was.count !== is.count) return [`gives ${is.count ?? 0} values instead of ${was.count ?? 0}`];
  const isVoid = language === 'java' && (was.type === 'void') !== (is.type === 'void');
  return isVoid && was.type !== 'void' ? ['gives nothing back now'] : [];
}
