import { visible } from '../prompt/visible.ts';

/** Longer lines are cut: they were not written by hand. A patch cuts its lines a little earlier. */
const LONGEST_LINE = 2_200;
/** Most of one answer. */
const MOST_LINES = 400;
const MOST_BYTES = 32 * 1024;

/** Lines that one answer has room for. */
export interface ResultPage {
  readonly lines: readonly string[];
  /** 1-based number of the first line that did not fit; null when nothing is left. */
  readonly next: number | null;
}

/** Cuts `lines`, 1-based from `first` to `last`, to what one answer may hold; at least one line, each in visible form. */
export function pageOfLines(lines: readonly string[], first = 1, last = lines.length): ResultPage {
  const shown: string[] = [];
  let bytes = 0;
  const end = Math.min(last, lines.length, first + MOST_LINES - 1);
  for (let number = first; number <= end; number += 1) {
    const text = short(lines[number - 1] ?? '');
    bytes += Buffer.byteLength(text) + 1;
    if (shown.length > 0 && bytes > MOST_BYTES) break;
    shown.push(text);
  }
  const next = first + shown.length;
  return { lines: shown, next: next > Math.min(last, lines.length) ? null : next };
}

function short(line: string): string {
  if (line.length <= LONGEST_LINE) return visible(line);
  // A pair of surrogates is not cut in two.
  const end = (line.codePointAt(LONGEST_LINE - 1) ?? 0) > 0xffff ? LONGEST_LINE - 1 : LONGEST_LINE;
  return `${visible(line.slice(0, end))} [${line.length - end} more characters]`;
}
