/** A range of lines in a hunk header. */
export interface LineRange {
  readonly start: number;
  readonly lines: number;
}

export interface HunkHeader {
  /** One range a parent; a combined diff has several. */
  readonly old: readonly [LineRange, ...LineRange[]];
  readonly new: LineRange;
  /** What stands behind the closing `@@`. */
  readonly section: string;
}

// Ten digits stay far below the integers that a number holds exactly.
const PLAIN = /^@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@/;
const COMBINED = /^(@{3,}) ((?:-\d{1,10}(?:,\d{1,10})? )+)\+(\d{1,10})(?:,(\d{1,10}))? \1/;

/** Reads `@@ -1,2 +3,4 @@ section`, or the form of combined diffs with one `@` more for each further parent. Null for anything else. */
export function readHunkHeader(line: string): HunkHeader | null {
  const plain = PLAIN.exec(line);
  if (plain !== null) {
    return { old: [range(plain[1], plain[2])], new: range(plain[3], plain[4]), section: sectionOf(line, plain[0]) };
  }
  const combined = line.startsWith('@@@') ? COMBINED.exec(line) : null;
  if (combined === null) return null;
  const [first, ...others] = (combined[2] ?? '').trimEnd().split(' ').map(parentRange);
  if (first === undefined || others.length + 2 !== combined[1]?.length) return null;
  return { old: [first, ...others], new: range(combined[3], combined[4]), section: sectionOf(line, combined[0]) };
}

/** Numbering begins at 1 even where a hand-made header says 0. */
export function firstLineNumber({ start }: LineRange): number {
  return Math.max(1, start);
}

function parentRange(text: string): LineRange {
  const [start, lines] = text.slice(1).split(',');
  return range(start, lines);
}

function range(start: string | undefined, lines: string | undefined): LineRange {
  return { start: Number(start), lines: lines === undefined ? 1 : Number(lines) };
}

function sectionOf(line: string, header: string): string {
  const section = line.slice(header.length);
  return section.startsWith(' ') ? section.slice(1) : section;
}
