import { dirname } from 'node:path/posix';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { NamedHit } from '../../../forge/forge.ts';
import type { CheckContext } from '../../reviewer.ts';
import { localLanguage, type LocalLanguage, localNames } from './local-names.ts';
import { saysUnused } from './left-on-purpose.ts';
import { CodeText, isOnlyGiven, plainStandings, type Standing, wordsIn } from './uses.ts';

/** What is declared at the head and used nowhere, whose last use the change took away. */
export interface LeftBehind {
  readonly name: string;
  readonly file: ChangedFile;
  /** Where it is declared at the head, 1-based. */
  readonly line: number;
  readonly text: string;
  /** Where it was used at the base. */
  readonly lastUse: { readonly file: ChangedFile; readonly line: number; readonly text: string };
}

/** A change of more files renames, moves or imports. */
const MOST_FILES = 60;
const MOST_CHARACTERS = 600_000;
/** Names that are looked for in the tree. */
const MOST_NAMES = 40;
/** Lines of each name that are looked at; one that stands in more is not told. */
const MOST_HITS = 200;
const NO_CODE = /\.(?:md|mdx|rst|adoc|txt|pot?|csv|svg|map|snap|lock|log)$/i;

interface Side {
  readonly file: ChangedFile;
  readonly language: LocalLanguage;
  readonly old: CodeText;
  readonly gone: ReadonlySet<number>;
  readonly words: ReadonlySet<string>;
}

/** What the changed files keep to themselves and nobody uses any more. */
export async function leftBehind(context: CheckContext, files: readonly ChangedFile[]): Promise<LeftBehind[]> {
  const losing = files.filter(
    ({ oldPath, hunks, status }) =>
      /^[MRD]$/.test(status) &&
      localLanguage(oldPath) !== null &&
      hunks.some(({ lines }) => lines.some(({ kind }) => kind === 'deleted')),
  );
  if (losing.length > MOST_FILES) return [];
  const sides: Side[] = [];
  for (const file of losing) {
    const side = await sideOf(context, file);
    if (side !== null) sides.push(side);
  }
  const found: LeftBehind[] = [];
  for (const side of sides.filter(({ file }) => file.status !== 'D'))
    found.push(...(await unusedIn(context, side, sides)));
  return await nowhereElse(context, found.slice(0, MOST_NAMES));
}

async function sideOf(context: CheckContext, file: ChangedFile): Promise<Side | null> {
  const language = localLanguage(file.oldPath);
  const content = await context.read(file.oldPath, 'old');
  if (language === null || content.kind === 'absent' || content.text.length > MOST_CHARACTERS) return null;
  const old = new CodeText(content.text, file.oldPath);
  const gone = context.changedLines(file, 'old');
  const words = new Set([...gone].flatMap((line) => wordsIn(old.lines[line - 1] ?? '')));
  return { file, language, old, gone, words };
}

async function unusedIn(context: CheckContext, side: Side, sides: readonly Side[]): Promise<LeftBehind[]> {
  const { file, language } = side;
  const reaching = language.reach === 'file' ? [side] : sides.filter((one) => one.language === language);
  const content = await context.read(file.newPath, 'new');
  if (content.kind === 'absent' || content.text.length > MOST_CHARACTERS) return [];
  const { text } = content;
  if (saysUnused(text, context.changedLines(file, 'new'))) return [];
  const declared = Map.groupBy(localNames(file.newPath, text), ({ name }) => name);
  const code = new CodeText(text, file.newPath);
  const before = new Set(localNames(file.oldPath, side.old.lines.join('\n')).map(({ name }) => name));
  const lines = text.split('\n');
  return [...declared].flatMap(([name, [first, ...more]]): LeftBehind[] => {
    if (first === undefined || !before.has(name) || !reaching.some(({ words }) => words.has(name))) return [];
    const own = new Set([first, ...more].map(({ line }) => line));
    const isUse = usesOf(name, file.newPath);
    const standings = [...code.standings(name), ...plainStandings(name, text, file.newPath)];
    if (standings.some((one) => !own.has(one.line) && isUse(one)) || isBuilt(name, text)) return [];
    if (code.standings(name).filter(({ line }) => line === first.line).length > 1) return [];
    const lastUse = reaching.flatMap((one) => lostUses(one, name))[0];
    return lastUse === undefined ? [] : [{ name, file, line: first.line, text: lines[first.line - 1] ?? '', lastUse }];
  });
}

/** Which places use a name. In Kotlin what looks as if it gave a field its value may name an argument, in Ruby it calls a method. */
function usesOf(name: string, path: string): (one: Standing) => boolean {
  return (one) => /\.(?:kts?|rb|rake)$/i.test(path) || !isOnlyGiven(one, name, path);
}

function lostUses({ file, old, gone }: Side, name: string): LeftBehind['lastUse'][] {
  const declared = new Set(
    localNames(file.oldPath, old.lines.join('\n'))
      .filter((one) => one.name === name)
      .map(({ line }) => line),
  );
  const isUse = usesOf(name, file.oldPath);
  return old
    .standings(name)
    .filter((one) => gone.has(one.line) && !declared.has(one.line) && isUse(one))
    .map(({ line, text }) => ({ file, line, text }));
}

/** Whether a part of the name stands in quotes, from which the whole can be made. */
function isBuilt(name: string, text: string): boolean {
  const parts = [...name.matchAll(/_(?=[a-z0-9])|(?<=[a-z0-9])(?=[A-Z])/g)]
    .map(({ index }) => name.slice(0, index))
    .filter((part) => part.length > 2);
  return parts.some((part) =>
    new RegExp(String.raw`["'\`]${part.replaceAll(/[$#]/g, String.raw`\$&`)}_?(?:["'\`{%$#]|\\\()`).test(text),
  );
}

/** Those that nothing else in the tree can mean. */
async function nowhereElse(context: CheckContext, found: readonly LeftBehind[]): Promise<LeftBehind[]> {
  if (found.length === 0) return [];
  const bare = (name: string): string => name.replace(/^#|[?!]$/g, '');
  const names = [...new Set(found.map(({ name }) => bare(name)))];
  const answer = await context.mentions({
    names,
    side: 'new',
    near: found.map(({ file }) => file.newPath),
    pathspecs: [],
    definitions: MOST_HITS,
    uses: MOST_HITS,
  });
  if (answer.kind === 'unavailable') return [];
  return found.filter((one) => {
    if (one.name.startsWith('#')) return true;
    const hits = answer.value.filter(({ name }) => name === bare(one.name));
    const own = hits.some(({ path, line }) => path === one.file.newPath && line === one.line);
    return own && hits.length < MOST_HITS && !hits.some((hit) => isMeant(hit, one));
  });
}

function isMeant({ path, text }: NamedHit, { name, file }: LeftBehind): boolean {
  if (path === file.newPath) return false;
  const reach = localLanguage(file.newPath)?.reach;
  const quoted = ['"', "'", '`'].some((quote) => text.includes(quote + name + quote));
  if (quoted) return true;
  if (reach === 'file') return /\.[cm]?[jt]sx?$/i.test(file.newPath) && text.includes(`.${name}`);
  if (reach === 'folder') return dirname(path) === dirname(file.newPath) && !/^\s*\/\//.test(text);
  return !NO_CODE.test(path) && !/^\s*(?:\/\/|#|\*)/.test(text);
}
