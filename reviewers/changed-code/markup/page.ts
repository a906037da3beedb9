import { type DialectId, ISLAND_FORMS } from './dialects.ts';
import { type Island, type Islands, readIslands } from './islands.ts';
import { razorIslands } from './razor-islands.ts';
import { BLOCK_COMMENT, blanked, replaceTexts, type TextForm } from '../texts/replace-texts.ts';
import { readTags, type PageTags, type Tag } from './tags.ts';

/** A stretch of script in a page. */
interface ScriptPart {
  readonly start: number;
  readonly end: number;
}

/** A template as it was read. */
export interface Page {
  readonly dialect: DialectId;
  readonly text: string;
  readonly islands: readonly Island[];
  readonly tags: readonly Tag[];
  readonly unclosedIsland: number | null;
  readonly unclosedTag: number | null;
  /** What runs in the page or the component, islands of other languages in it held. */
  readonly scripts: readonly ScriptPart[];
  /** The text, islands held. */
  readonly around: string;
  /** Astro's part between the two lines of `---`; null where there is none, or no end of it. */
  readonly front: ScriptPart | null;
}

/** Types of scripts that are none: data, and templates of others. */
const NO_SCRIPT = /^(?!$|module$|(?:text|application)\/(?:x-)?(?:java|ecma|type)script|text\/babel|text\/jsx|ts$)/i;

/** Begins behind a curly bracket; what ends behind it as well is a comment of the template. */
const BRACED: TextForm = {
  ...BLOCK_COMMENT,
  only: (code, at) =>
    code
      .slice(Math.max(0, at - 81), at)
      .trimEnd()
      .endsWith('{'),
};

/** Reads a template: its own language, its markup, and the scripts in it. */
export function readPage(text: string, dialect: DialectId): Page {
  const front = frontOf(text, dialect);
  const from = front === null ? 0 : front.end + 4;
  const bare = dialect === 'mdx' ? withoutCode(text) : text;
  const isScripted = dialect === 'astro' || dialect === 'mdx';
  const masked = isScripted ? withoutBraced(bare) : bare;
  const { islands, around, unclosed } = islandsOf(masked, dialect);
  const start = dialect === 'astro' || dialect === 'mdx' ? from : 0;
  const braces = dialect === 'svelte' || dialect === 'astro' || dialect === 'mdx';
  const { tags, unclosed: unclosedTag }: PageTags = readTags(around, { braces, from: start });
  const scripts = [
    ...(front !== null && dialect === 'astro' ? [front] : []),
    ...(dialect === 'mdx' ? modulesOf(masked, front?.end ?? 0) : []),
    ...tags.flatMap(({ kind, name, inner, attributes }) => {
      const type = attributes.find((one) => one.name.toLowerCase() === 'type')?.value ?? '';
      const isScript = kind === 'open' && name.toLowerCase() === 'script' && !NO_SCRIPT.test(type);
      return isScript && inner !== undefined ? [inner] : [];
    }),
  ];
  return { dialect, text, islands, tags, unclosedIsland: unclosed, unclosedTag, scripts, around, front };
}

function withoutBraced(text: string): string {
  return replaceTexts(text, [BRACED], (found, at) => {
    const behind = text.slice(at + found.length, at + found.length + 81);
    return behind.trimStart().startsWith('}') ? blanked(found) : found;
  });
}

function islandsOf(text: string, dialect: DialectId): Islands {
  if (dialect === 'razor') return razorIslands(text);
  if (dialect === 'jinja' || dialect === 'twig' || dialect === 'liquid' || dialect === 'blade') {
    const read = readIslands(text, ISLAND_FORMS[dialect]);
    return dialect === 'blade'
      ? withoutShown(read, bladeShown(read.around))
      : withoutShown(read, percentShown(read.islands));
  }
  if (dialect !== 'svelte' && dialect !== 'vue') return readIslands(text, ISLAND_FORMS[dialect]);
  // Curly brackets of scripts and styles are their own.
  const { tags } = readTags(text, { braces: true });
  const parts = tags.flatMap(({ inner }) => (inner === undefined ? [] : [inner]));
  let bare = text;
  for (const { start, end } of parts)
    bare = bare.slice(0, start) + bare.slice(start, end).replaceAll(/[{}]/g, ' ') + bare.slice(end);
  const { islands, around, unclosed } = readIslands(bare, ISLAND_FORMS[dialect]);
  let whole = around;
  for (const { start, end } of parts) whole = whole.slice(0, start) + text.slice(start, end) + whole.slice(end);
  // In Svelte an attribute's value in brackets stays readable.
  return { islands, around: dialect === 'svelte' ? withAttributes(whole, text, islands) : whole, unclosed };
}

/** What only shows how templates are written, or is left out. */
const SHOWN = /^(?:raw|verbatim|comment|doc)\b/;

function percentShown(islands: readonly Island[]): ScriptPart[] {
  const parts: ScriptPart[] = [];
  for (const [index, { kind, text, end }] of islands.entries()) {
    const word = kind === 'code' && end > (parts.at(-1)?.end ?? 0) ? SHOWN.exec(text)?.[0] : undefined;
    if (word === undefined) continue;
    const closing = islands.slice(index + 1).find((one) => one.kind === 'code' && one.text.startsWith(`end${word}`));
    if (closing !== undefined) parts.push({ start: end, end: closing.start });
  }
  return parts;
}

function bladeShown(around: string): ScriptPart[] {
  return Array.from(around.matchAll(/@verbatim\b/g)).flatMap(({ index }) => {
    const end = around.indexOf('@endverbatim', index);
    return end === -1 ? [] : [{ start: index + 9, end }];
  });
}

function withoutShown(read: Islands, parts: readonly ScriptPart[]): Islands {
  const isShown = (at: number): boolean => parts.some(({ start, end }) => at >= start && at < end);
  let { around } = read;
  for (const { start, end } of parts)
    around = around.slice(0, start) + around.slice(start, end).replaceAll(/[^\n]/g, ' ') + around.slice(end);
  return {
    islands: read.islands.filter(({ start }) => !isShown(start)),
    around,
    unclosed: read.unclosed !== null && isShown(read.unclosed) ? null : read.unclosed,
  };
}

/** Islands that are the value of an attribute stand again as they were written. */
function withAttributes(around: string, text: string, islands: readonly Island[]): string {
  let made = around;
  for (const { start, end, kind } of islands) {
    if (kind === 'output' && text.charAt(start - 1) === '=')
      made = made.slice(0, start) + text.slice(start, end) + made.slice(end);
  }
  return made;
}

function frontOf(text: string, dialect: DialectId): ScriptPart | null {
  if (dialect !== 'astro' && dialect !== 'mdx') return null;
  const opening = /^\s{0,99}---[ \t]{0,20}\r?\n/.exec(text)?.[0];
  if (opening === undefined) return null;
  const end = /^---[ \t]{0,20}$/m.exec(text.slice(opening.length).replaceAll('\r', ' '));
  return end === null ? null : { start: opening.length, end: opening.length + end.index };
}

/** Imports and exports of Markdown with components: each goes on to the next empty line. */
function modulesOf(text: string, from: number): ScriptPart[] {
  return Array.from(text.matchAll(/^(?:import|export)\b(?:[^\n]|\n(?!\s{0,20}\n))*/gm)).flatMap(
    ({ index, 0: written }) => (index < from ? [] : [{ start: index, end: index + written.length }]),
  );
}

/** Markdown's code is no markup. */
function withoutCode(text: string): string {
  const blank = (code: string): string => code.replaceAll(/[^\n]/g, ' ');
  let made = '';
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const mark: string | undefined = /^\s{0,20}(`{3,20}|~{3,20})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark !== undefined && mark.startsWith(fence)) fence = null;
      made += `${blank(line)}\n`;
    } else if (mark === undefined) made += `${line.replaceAll(/(`{1,3})(?!`)[^`]{0,400}\1/g, blank)}\n`;
    else {
      fence = mark;
      made += `${blank(line)}\n`;
    }
  }
  return made.slice(0, -1);
}

/** The 1-based line of a place. */
export function pageLine(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
