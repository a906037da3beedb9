import type { DiffLine, Hunk, Redaction } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import { blankLine, blankUnscanned, type SecretLines, type SecretPart } from './blank-secrets.ts';

/** What is known of one side of a file: its secrets by line, or that it could not be searched. */
export interface SideSecrets {
  readonly lines: SecretLines;
  readonly failed: boolean;
  /** The secrets in the text behind the second `@@` of each hunk; null where it could not be searched. */
  readonly sections: readonly (readonly SecretPart[] | null)[];
}

interface Sides {
  readonly old: SideSecrets;
  readonly new: SideSecrets;
}

/**
 * A line that stands on both sides is blanked alike on both, whichever side's text gave the secret away: otherwise a quote from
 * the hunk would not be found in the file.
 */
export function shareContext(hunks: readonly Hunk[], sides: Sides): Sides {
  const old = new Map(sides.old.lines);
  const now = new Map(sides.new.lines);
  for (const line of hunks.flatMap((hunk) => hunk.lines)) {
    if (line.oldLine === null || line.newLine === null) continue;
    const parts = [...(old.get(line.oldLine) ?? []), ...(now.get(line.newLine) ?? [])];
    if (parts.length === 0) continue;
    old.set(line.oldLine, distinct(parts));
    now.set(line.newLine, distinct(parts));
  }
  return { old: { ...sides.old, lines: old }, new: { ...sides.new, lines: now } };
}

function distinct(parts: readonly SecretPart[]): readonly SecretPart[] {
  const seen = new Map<string, SecretPart>();
  for (const part of parts) {
    const key = `${part.startColumn} ${part.endColumn} ${part.rule}`;
    if (!seen.has(key)) seen.set(key, part);
  }
  return [...seen.values()];
}

/** The hunks with every secret blanked; numbers, order and lengths stay. */
export function redactHunks(hunks: readonly Hunk[], sides: Sides): Hunk[] {
  return hunks.map((hunk, index) => ({
    ...hunk,
    section: redactSection(hunk.section, sides.old.sections[index] ?? null),
    lines: hunk.lines.map((line) => redactLine(line, sides)),
  }));
}

/** Git cuts a section off in the middle of a line, so a part may reach beyond its end. */
function redactSection(section: string, parts: readonly SecretPart[] | null): string {
  if (parts === null) return blankUnscanned(section);
  const inside = parts.filter((part) => part.startColumn < section.length);
  return blankLine(
    section,
    inside.map((part) => ({ ...part, endColumn: Math.min(part.endColumn, section.length) })),
  );
}

function redactLine(line: DiffLine, { old, new: now }: Sides): DiffLine {
  const { oldLine, newLine } = line;
  if ((oldLine !== null && old.failed) || (newLine !== null && now.failed)) {
    return { ...line, text: blankUnscanned(line.text) };
  }
  const before = oldLine === null ? [] : (old.lines.get(oldLine) ?? []);
  const after = newLine === null ? [] : (now.lines.get(newLine) ?? []);
  return { ...line, text: blankLine(line.text, [...before, ...after]) };
}

/**
 * Where the secrets stood. The new side lists all of them; the old side only what the change removes, because the rest stands
 * on the new side as well.
 */
export function listRedactions(
  paths: { readonly oldPath: string; readonly newPath: string },
  hunks: readonly Hunk[],
  sides: Sides,
): Redaction[] {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const added = new Set(lines.filter((line) => line.oldLine === null).map((line) => line.newLine));
  const deleted = new Set(lines.filter((line) => line.newLine === null).map((line) => line.oldLine));
  const removed = [...sides.old.lines].filter(([number]) => deleted.has(number));
  return [
    ...entries({ path: paths.oldPath, side: 'old' }, removed, () => true),
    ...entries({ path: paths.newPath, side: 'new' }, [...sides.new.lines], (number) => added.has(number)),
  ];
}

function entries(
  at: { readonly path: string; readonly side: Side },
  lines: readonly (readonly [number, readonly SecretPart[]])[],
  isChanged: (line: number) => boolean,
): Redaction[] {
  return lines
    .toSorted(([a], [b]) => a - b)
    .flatMap(([line, parts]) => parts.map((part) => ({ ...at, line, ...part, changed: isChanged(line) })));
}
