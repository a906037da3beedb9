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

const INLINE =
  /!?\[(?:[^\][]|\[[^\]]*\])*\]\(\s*(?:<([^>\n]+)>|((?:[^\s()]|\([^\s()]*\))+))(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?\s*\)/g;
const REFERENCE = /^ {0,3}\[(?!\^)[^\]]+\]:\s*(?:<([^>\n]+)>|(\S+))/;

/** Targets of the links on a line, as written. Code spans and comments hold none. */
export function linkTargets(line: string): string[] {
  const text = line
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, (span) => ' '.repeat(span.length))
    .replace(/<!--.*?(?:-->|$)/g, '');
  const reference = REFERENCE.exec(text);
  const inline = [...text.matchAll(INLINE)].map((match) => match[1] ?? match[2] ?? '');
  return reference === null ? inline : [reference[1] ?? reference[2] ?? '', ...inline];
}

/** Anchors that a document offers: headings as the forges name them, and explicit ones. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  const lines = docLines(text).filter(({ fenced }) => !fenced);
  for (const [index, { text: line }] of lines.entries()) {
    for (const [, id = ''] of line.matchAll(/<[^>]*\b(?:id|name)\s*=\s*["']([^"']+)["']/g))
      anchors.add(id.toLowerCase());
    const custom = /\{#([^}\s]+)\}\s*$/.exec(line)?.[1];
    if (custom !== undefined) anchors.add(custom.toLowerCase());
    const underlined = /^ {0,3}(?:=+|-+)\s*$/.test(lines[index + 1]?.text ?? '') && line.trim() !== '';
    const heading = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$/.exec(line)?.[1] ?? (underlined ? line.trim() : undefined);
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}
