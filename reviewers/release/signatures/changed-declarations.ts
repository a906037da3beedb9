import { callerLanguage } from '../../changed-code/callers/world.ts';
import type { Declared, FileFacts } from '../../changed-code/callers/facts.ts';
import { misfits } from './misfits.ts';

/** What the change does to a declaration that others use. */
export interface ChangedDeclaration {
  readonly old: Declared;
  /** `Pool.get` */
  readonly name: string;
  /** Behind its name: `no longer takes `default``. */
  readonly what: string;
}

/** Both sides of a file. */
export interface DeclaredSides {
  readonly before: FileFacts;
  readonly after: FileFacts;
}

/** A declaration by what it is a member of and its name. */
const keyOf = ({ owner, name }: Pick<Declared, 'owner' | 'name'>): string => `${owner ?? ''}.${name}`;

/** Everything declared once on both sides, or gone, that takes less or asks for more. */
export function changedDeclarations(sides: DeclaredSides): ChangedDeclaration[] {
  const { before, after } = sides;
  const news = Map.groupBy(after.declared, keyOf);
  return [...Map.groupBy(before.declared, keyOf)].flatMap(([key, [old, ...others]]): ChangedDeclaration[] => {
    const now = news.get(key) ?? [];
    // Names that stand for several, as overloads do, are read by compilers only.
    if (old === undefined || others.length > 0 || now.length > 1 || isGoing(old, before)) return [];
    const [is] = now;
    const what = is === undefined ? (isGone(old, sides) ? ['is gone'] : []) : changeOf(old, is, sides);
    const name = old.owner === null || old.kind === 'constructor' ? old.name : `${old.owner}.${old.name}`;
    return what.length === 0 ? [] : [{ old, name: `\`${name}\``, what: what.join(' and ') }];
  });
}

/** What says of itself that it goes or is nobody's. */
function isGoing({ node, name }: Declared, { text }: FileFacts): boolean {
  const above = text
    .slice(Math.max(0, node.start - 1500), node.start)
    .split('\n')
    .slice(-30, -1);
  const comment = above.slice(above.findLastIndex((line) => !/^\s*(?:\/\/|\/?\*|#|@)/.test(line)) + 1).join('\n');
  const head = node.text.slice(0, Math.max(0, node.text.indexOf(name)));
  return /@?deprecated\b|@internal\b|@beta\b|experimental/i.test(`${comment}\n${head}`);
}

/** Of Python and scripts the check of removed exports tells what is gone at the top. */
function isGone({ owner, kind }: Declared, { before, after }: DeclaredSides): boolean {
  if (callerLanguage(after.path) === 'python' || after.open || kind === 'constructor' || owner === null) return false;
  const [was, is] = [before, after].map(({ types }) => types.find(({ name }) => name === owner));
  // What it is built on may have it.
  if (was === undefined || is === undefined || is.bases.length > 0) return false;
  return !is.open;
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
  return misfits(old.signature, now.signature);
}
