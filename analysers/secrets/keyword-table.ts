/** A keyword as it is looked for: in lower case in the folded text, or spelt as it is in the text itself. */
export interface Keyword {
  readonly text: string;
  readonly cased: boolean;
}

/** A text and its lower case, unit by unit. */
interface FoldedText {
  readonly text: string;
  readonly folded: string;
}

/** Lower case, of ASCII alone where more would change the length. */
export function foldedText(text: string): string {
  const low = text.toLowerCase();
  return low.length === text.length ? low : text.replaceAll(/[A-Z]+/g, (part) => part.toLowerCase());
}

/** All keywords begin with two units of ASCII. */
const UNITS = 128;

/** Finds the places of many keywords in one way through a text: what stands at a place is told by its first two units. */
export class KeywordTable {
  readonly #byStart: (readonly (readonly [index: number, keyword: Keyword])[] | undefined)[];

  constructor(keywords: readonly Keyword[]) {
    this.#byStart = Array.from({ length: UNITS * UNITS + 1 }, () => undefined);
    for (const [index, keyword] of keywords.entries()) {
      const at = slot(keyword.text.toLowerCase(), 0);
      this.#byStart[at] = [...(this.#byStart[at] ?? []), [index, keyword]];
    }
  }

  /** The places of each keyword that occurs, by its index. */
  find({ text, folded }: FoldedText): ReadonlyMap<number, readonly number[]> {
    const found = new Map<number, number[]>();
    for (let at = 0; at + 1 < folded.length; at += 1) {
      const candidates = this.#byStart[slot(folded, at)];
      if (candidates === undefined) continue;
      for (const [index, keyword] of candidates) {
        if (!(keyword.cased ? text : folded).startsWith(keyword.text, at)) continue;
        const places = found.get(index);
        if (places === undefined) found.set(index, [at]);
        else places.push(at);
      }
    }
    return found;
  }
}

/** Units beyond ASCII begin no keyword: they fall outside of the table. */
function slot(text: string, at: number): number {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first < UNITS && second < UNITS ? first * UNITS + second : UNITS * UNITS;
}
