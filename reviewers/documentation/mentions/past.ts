/** The line itself speaks of the past, of another version, or of what is not there. */
const PAST =
  /\b(?:removed|deprecated|no longer|formerly|renamed|used to|was called|previously|replaced|instead of|before v?\d|since v?\d|until v?\d|version(?:changed|added)|legacy|obsolete|prior to|changed from)\b/i;
/** What stands under such a heading does. */
const PAST_HEADING =
  /\b(?:changelog|changes|migrat\w*|upgrad\w*|deprecat\w*|breaking|removed|history|release notes|what.?s new|roadmap|todo|legacy)\b|\bv?\d+\.\d+/i;
const HEADING = /^(?:#{1,6}|={1,6})\s+\S/;
const UNDERLINE = /^([=\-~^"'*+#])\1{2,}\s*$/;
/** A point of a list, a row of a table: a paragraph does not go on over it. */
const BEGINS = /^\s*(?:[-*+|]|\d+[.)]|\.\.\s)/;
const MOST_AROUND = 8;

/** The opening of a block that shows what a program once wrote. */
const OUTPUT = /^[ \t]*(?:`{3,}|~{3,})[ \t]*(?:log|logs|output|stdout|stderr)\b/i;
const FENCE = /^[ \t]*(?:`{3,}|~{3,})/;

/** Whether what stands in a line of a document (by its index) tells the past. */
export function speaksOfPast(lines: readonly string[], index: number): boolean {
  if (OUTPUT.test(lines.slice(0, index).findLast((line) => FENCE.test(line)) ?? '')) return true;
  return paragraphAt(lines, index).some((line) => PAST.test(line)) || PAST_HEADING.test(headingAbove(lines, index));
}

function paragraphAt(lines: readonly string[], index: number): readonly string[] {
  let first = index;
  while (
    first > 0 &&
    index - first < MOST_AROUND &&
    !BEGINS.test(lines[first] ?? '') &&
    lines[first - 1]?.trim() !== ''
  )
    first -= 1;
  let last = index;
  while (last - index < MOST_AROUND && (lines[last + 1]?.trim() ?? '') !== '' && !BEGINS.test(lines[last + 1] ?? ''))
    last += 1;
  return lines.slice(first, last + 1);
}

function headingAbove(lines: readonly string[], index: number): string {
  for (let at = index; at >= 0; at -= 1) {
    const text = lines[at] ?? '';
    if (HEADING.test(text)) return text;
    if (at < index && UNDERLINE.test(lines[at + 1] ?? '') && text.trim() !== '') return text;
  }
  return '';
}
