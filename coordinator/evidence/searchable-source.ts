import type { Hunk } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';

/** A run of lines that hold a quote, 1-based and inclusive. */
export interface Span {
  readonly startLine: number;
  readonly endLine: number;
}

/** No line of a text contains it, so nothing is ever found across a gap between two hunks. */
const GAP = '\u0000';

/** Blanks that are not one space each; most lines have none. */
const UNEVEN = / {2}|[^\S ]/;

/** One line without its indentation, its line end and the width of its blanks. */
export function normaliseLine(line: string): string {
  const bare = line.trim();
  return UNEVEN.test(bare) ? bare.replace(/\s+/g, ' ') : bare;
}

/** A quote in the form that is compared: normalised lines, without blank ones at either end. */
export function normaliseQuote(quote: string): string {
  return quote
    .split('\n')
    .map(normaliseLine)
    .join('\n')
    .replace(/^\n+|(?<!\n)\n+$/g, '');
}

/** The lines of one side of a file that are known, ready to be searched for quotes. */
export class SearchableSource {
  readonly #numbers: number[] = [];
  readonly #offsets: number[] = [];
  readonly #text: string;
  readonly #found = new Map<string, readonly Span[]>();

  constructor(lines: Iterable<readonly [number, string]>) {
    const parts: string[] = [];
    let offset = 0;
    let previous = 0;
    for (const [number, line] of lines) {
      const gap = previous !== 0 && number !== previous + 1 ? `${GAP}\n` : '';
      const text = normaliseLine(line);
      offset += gap.length;
      this.#numbers.push(number);
      this.#offsets.push(offset);
      parts.push(gap, text, '\n');
      offset += text.length + 1;
      previous = number;
    }
    this.#text = parts.join('');
  }

  static ofSource(text: string): SearchableSource {
    return new SearchableSource(text.split('\n').map((line, index) => [index + 1, line] as const));
  }

  static ofHunks(hunks: readonly Hunk[], side: Side): SearchableSource {
    const lines = hunks.flatMap((hunk) =>
      hunk.lines.flatMap((line) => {
        const number = side === 'old' ? line.oldLine : line.newLine;
        return number === null ? [] : [[number, line.text] as const];
      }),
    );
    return new SearchableSource(lines.toSorted((a, b) => a[0] - b[0]));
  }

  /** Every place that holds the quote, whole lines or part of one, from the top down. */
  find(quote: string): readonly Span[] {
    const known = this.#found.get(quote);
    if (known !== undefined) return known;
    const spans: Span[] = [];
    const height = quote.split('\n').length;
    for (let at = this.#text.indexOf(quote); at !== -1 && quote !== ''; at = this.#text.indexOf(quote, at + 1)) {
      const first = this.#lineAt(at);
      const span = { startLine: this.#numbers[first] ?? 0, endLine: this.#numbers[first + height - 1] ?? 0 };
      // The same words twice on one line are one place.
      if (spans.at(-1)?.startLine !== span.startLine) spans.push(span);
    }
    this.#found.set(quote, spans);
    return spans;
  }

  /** Every run of so many lines that is known, from the top down, with its normalised text. */
  *runs(height: number): Iterable<{ readonly span: Span; readonly text: string }> {
    for (const startLine of this.#numbers) {
      const span = { startLine, endLine: startLine + height - 1 };
      const text = this.between(span);
      if (text !== null) yield { span, text };
    }
  }

  /** The normalised text of these lines; null unless all of them are known. */
  between(span: Span): string | null {
    const first = this.#numbers.length === 0 ? -1 : lastAtMost(this.#numbers, span.startLine);
    const height = span.endLine - span.startLine;
    if (this.#numbers[first] !== span.startLine || this.#numbers[first + height] !== span.endLine) return null;
    const end = this.#offsets[first + height + 1] ?? this.#text.length;
    const lines = this.#text.slice(this.#offsets[first], end);
    return lines.endsWith(`\n${GAP}\n`) ? lines.slice(0, -3) : lines.replace(/\n$/, '');
  }

  #lineAt(offset: number): number {
    return lastAtMost(this.#offsets, offset);
  }
}

/** Index of the last element that is not above the value, in an ascending list; -1 when all are. */
function lastAtMost(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
