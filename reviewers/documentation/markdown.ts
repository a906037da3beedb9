import { inlineTargets, withoutCodeSpans } from './links.ts';

/** A line of a document: its text, and whether it stands in a fenced block of code. */
export interface DocLine {
  readonly line: number;
  readonly text: string;
  readonly fenced: boolean;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Splits a document into lines. */
export function docLines(text: string): DocLine[] {
  let open: string | null = null;
  return text.split('\n').map((raw, index) => {
    const line = raw.replace(/\r$/, '');
    const fence = FENCE.exec(line)?.[1];
    const inside: boolean = open !== null;
    if (open === null) open = fence ?? null;
    else if (fence !== undefined && fence.startsWith(open) && /^[`~\s]*$/.test(line)) open = null;
    return { line: index + 1, text: line, fenced: inside || fence !== undefined };
  });
}

const REFERENCE = /^ {0,3}\[(?!\^)[^\]]+\]:\s*(?:<([^>\n]+)>|(\S+))/;

/** Targets of the links on a line, as written. Code spans and comments hold none. */
export function linkTargets(line: string): string[] {
  const text = withoutCodeSpans(line).replace(/<!--[^]*?(?:-->|$)/g, '');
  const reference = REFERENCE.exec(text);
  const inline = inlineTargets(text);
  return reference === null ? inline : [reference[1] ?? reference[2] ?? '', ...inline];
}

/** Anchors that a document offers: headings as the forges name them, and explicit ones. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  const lines = docLines(text).filter(({ fenced }) => !fenced);
  for (const [index, { text: line }] of lines.entries()) {
    for (const [tag] of line.matchAll(/<[^<>]*/g)) {
      for (const [, id = ''] of tag.matchAll(/\b(?:id|name)\s*=\s*["']([^"']+)["']/g)) anchors.add(id.toLowerCase());
    }
    const custom = /\{#([^{}\s]+)\}$/.exec(line.trimEnd())?.[1];
    if (custom !== undefined) anchors.add(custom.toLowerCase());
    const underlined = /^ {0,3}(?:=+|-+)\s*$/.test(lines[index + 1]?.text ?? '') && line.trim() !== '';
    const heading = headingOf(line) ?? (underlined ? line.trim() : undefined);
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}

/** The text of a heading between its hashes; undefined where the line is none. */
function headingOf(line: string): string | undefined {
  const hashes = /^ {0,3}#{1,6}(?=\s)/.exec(line)?.[0];
  if (hashes === undefined) return undefined;
  const text = line.slice(hashes.length).trim();
  const bare = text.replace(/(?<!#)#+$/, '');
  return bare === '' || /\s$/.test(bare) ? bare.trimEnd() : text;
}

function slugOf(heading: string): string {
  return heading
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replace(/<[^<>]+>/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}
