import { foldedText } from './keyword-table.ts';

/** Letters and digits in a row as hardly any word has them; the shortest keys of the rules are longer. */
const DENSE = /[A-Za-z0-9+/_=~-]{14,}/g;

/** Digits, more letters of one case than words have, or more changes to upper case than names have. */
function isMixed(run: string): boolean {
  return /\d|[A-Z]{16}|[a-z]{24}/.test(run) || (run.match(/[a-z][A-Z]/g)?.length ?? 0) >= 3;
}

/** Where such runs stand. */
interface DenseRuns {
  touches(place: readonly [number, number]): boolean;
}

function denseRuns(text: string): DenseRuns {
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(DENSE)) {
    if (!isMixed(match[0])) continue;
    starts.push(match.index);
    ends.push(match.index + match[0].length);
  }
  return {
    touches: ([from, to]) => {
      // The first run that ends behind the beginning of the place.
      let low = 0;
      let high = ends.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((ends[middle] ?? 0) > from) high = middle;
        else low = middle + 1;
      }
      return (starts[low] ?? Number.POSITIVE_INFINITY) < to;
    },
  };
}

/** A text that several sets of rules look at: what all of them need of it is made once, and only when one needs it. */
export class SearchedText {
  readonly text: string;
  #folded: string | null = null;
  #runs: DenseRuns | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** In lower case, unit by unit. */
  get folded(): string {
    this.#folded ??= foldedText(this.text);
    return this.#folded;
  }

  get runs(): DenseRuns {
    this.#runs ??= denseRuns(this.text);
    return this.#runs;
  }
}
