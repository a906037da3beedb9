import type { Hunk } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import type { Content, SecretScan } from '../forge.ts';
import { secretLines, type SecretPart } from '../redact/blank-secrets.ts';
import type { SideSecrets } from '../redact/redact-hunks.ts';

/** Where a line of the searched text belongs: to a line of the file, or to the section of a hunk. */
type Origin = { readonly line: number } | { readonly section: number };

/** What is searched for secrets on one side of a file: all of it where it can be had, else what the hunks show. */
export interface SideText {
  readonly text: string;
  /** Null for a whole file, whose lines are simply counted. */
  readonly origins: readonly Origin[] | null;
}

/** Null where the side shows nothing at all. */
export function sideText(content: Content, hunks: readonly Hunk[], side: Side): SideText | null {
  if (content.kind === 'text') return { text: content.text, origins: null };
  const texts: string[] = [];
  const origins: Origin[] = [];
  for (const [index, hunk] of hunks.entries()) {
    if (side === 'old' && hunk.section !== '') {
      texts.push(hunk.section);
      origins.push({ section: index });
    }
    for (const line of hunk.lines) {
      const number = side === 'old' ? line.oldLine : line.newLine;
      if (number === null) continue;
      texts.push(line.text);
      origins.push({ line: number });
    }
  }
  return texts.length === 0 ? null : { text: texts.join('\n'), origins };
}

/** A side of which nothing is shown. */
export const NOTHING_SHOWN: SideSecrets = { lines: new Map(), failed: false, sections: [] };

/** A side that could not be searched. */
const NOT_SEARCHED: SideSecrets = { lines: new Map(), failed: true, sections: [] };

/** Brings the scanner's spans back to the lines of the file and the sections of its hunks. */
export function placeSecrets(side: SideText, scan: SecretScan, hunks: readonly Hunk[]): SideSecrets {
  if (scan.kind === 'failed') return NOT_SEARCHED;
  const texts = side.text.split('\n');
  const found = secretLines(texts, scan.spans);
  if (found === null) return NOT_SEARCHED;
  if (side.origins === null) {
    return { lines: found, failed: false, sections: hunks.map((hunk) => sectionParts(hunk, texts, found)) };
  }
  const lines = new Map<number, readonly SecretPart[]>();
  const sections: (readonly SecretPart[])[] = hunks.map(() => []);
  for (const [index, origin] of side.origins.entries()) {
    const parts = found.get(index + 1) ?? [];
    if ('section' in origin) sections[origin.section] = parts;
    else if (parts.length > 0) lines.set(origin.line, parts);
  }
  return { lines, failed: false, sections };
}

/**
 * The secrets of a hunk's section: it repeats the beginning of the nearest fitting line above the hunk. Null where no line
 * fits, so that the section is blanked.
 */
function sectionParts(
  hunk: Hunk,
  texts: readonly string[],
  found: ReadonlyMap<number, readonly SecretPart[]>,
): readonly SecretPart[] | null {
  if (hunk.section === '' || found.size === 0) return [];
  // Git may cut a character in two where it ends the section; the decoder shows its rest as U+FFFD.
  const beginning = hunk.section.replace(/(?<!\uFFFD)\uFFFD+$/, '');
  for (let number = Math.min(hunk.oldStart, texts.length); number >= 1; number -= 1) {
    if (texts[number - 1]?.startsWith(beginning) === true) return found.get(number) ?? [];
  }
  return null;
}
