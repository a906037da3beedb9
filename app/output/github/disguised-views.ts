/** A text as a scanner may read it, and where each of its characters stands in the original. */
export interface View {
  readonly text: string;
  /** By UTF-16 unit of `text`: the first unit of the original that it stands for, and the one after the last. */
  readonly places: readonly (readonly [number, number])[];
}

/** What our own neutralising puts between characters, and what it writes for others. */
const INSERTED = /&#8203;|&lt;|&amp;|\\u\{[0-9a-f]{1,6}\}|\\(?=[!-/:-@[-`{-~])|[\u200b-\u200d\u2060\ufeff]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&amp;': '&' };
/** What a secret may be cut at: white space, quotes, code marks, signs of joining. */
const PIECE = /[^\s"'`+,|()[\]{}<>]+/g;
const MOST_PIECES = 6;
/** Pieces this short, many in a row, are letters spelt out. */
const SPELT = 3;
const SHORTEST = 16;
const LONGEST = 400;
/** The scanner refuses texts that are too long. */
const VIEW_LIMIT = 400_000;
const ENCODED = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
const HEX = /^(?:[0-9a-f]{2})+$/i;

/** The text itself, and every form in which a secret may hide in it: with something put between, cut in pieces, encoded. */
export function disguisedViews(text: string): View[] {
  const plain: View = { text, places: Array.from({ length: text.length }, (_, at) => [at, at + 1] as const) };
  const bare = withoutInserted(text);
  const joined = joinedPieces(bare);
  const unbroken = withoutBreaks(bare);
  const views = [plain, bare, ...joined, ...decoded(unbroken)];
  return views.filter((view, at) => at === 0 || (view.text !== '' && view.text !== text));
}

function withoutInserted(text: string): View {
  const marks = [...text.matchAll(INSERTED)].map((match) => ({ at: match.index, text: match[0] }));
  return viewOf(text, marks);
}

/** The original with some pieces left out or replaced by a character. */
function viewOf(text: string, marks: readonly { readonly at: number; readonly text: string }[]): View {
  const places: (readonly [number, number])[] = [];
  let out = '';
  let from = 0;
  for (const mark of [...marks, { at: text.length, text: '' }]) {
    for (let at = from; at < mark.at; at += 1) places.push([at, at + 1]);
    out += text.slice(from, mark.at);
    from = mark.at + mark.text.length;
    const stands = ENTITIES[mark.text];
    if (stands === undefined) continue;
    out += stands;
    places.push([mark.at, from]);
  }
  return { text: out, places };
}

/** Line ends and what indents or quotes the next line are left out: encoded text is often wrapped. */
function withoutBreaks(view: View): View {
  return without(view, /(?:(?<![ \t])[ \t]+)?\n[ \t>*-]*/g);
}

function without({ text, places }: View, pattern: RegExp): View {
  const kept: (readonly [number, number])[] = [];
  let from = 0;
  let out = '';
  for (const match of text.matchAll(pattern)) {
    out += text.slice(from, match.index);
    for (let at = from; at < match.index; at += 1) kept.push(places[at] ?? [0, 0]);
    from = match.index + match[0].length;
  }
  return { text: out + text.slice(from), places: [...kept, ...places.slice(from)] };
}

/** Neighbouring pieces put together, one candidate a line. */
function joinedPieces(view: View): View[] {
  const pieces = [...view.text.matchAll(PIECE)].map((match) => ({ at: match.index, text: match[0] }));
  const builder = new ViewBuilder(view);
  for (const [first, piece] of pieces.entries()) {
    const candidate = [piece];
    let length = piece.text.length;
    for (const next of pieces.slice(first + 1, first + MOST_PIECES)) {
      candidate.push(next);
      length += next.text.length;
      if (length > LONGEST) break;
      builder.add(candidate, length);
    }
  }
  for (const run of speltRuns(pieces)) builder.add(run, SHORTEST);
  return builder.views();
}

type Piece = { readonly at: number; readonly text: string };

function speltRuns(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.text.length <= SPELT) runs.at(-1)?.push(piece);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > MOST_PIECES);
}

class ViewBuilder {
  readonly #view: View;
  readonly #done: View[] = [];
  #texts: string[] = [];
  #places: (readonly [number, number])[] = [];

  constructor(view: View) {
    this.#view = view;
  }

  /** Words of a language have no digits, and hardly any key goes without. */
  add(pieces: readonly Piece[], length: number): void {
    const text = pieces.map((piece) => piece.text).join('');
    if (length < SHORTEST || !/\d/.test(text) || !/[a-z]/i.test(text)) return;
    for (const { at, text: own } of pieces) this.#places.push(...this.#view.places.slice(at, at + own.length));
    this.#places.push([0, 0]);
    this.#texts.push(text);
    if (this.#places.length > VIEW_LIMIT) this.#flush();
  }

  views(): View[] {
    this.#flush();
    return this.#done;
  }

  #flush(): void {
    if (this.#texts.length > 0) this.#done.push({ text: `${this.#texts.join('\n')}\n`, places: this.#places });
    this.#texts = [];
    this.#places = [];
  }
}

/** What encoded runs say, one view for each that says something readable. */
function decoded({ text, places }: View): View[] {
  return [...text.matchAll(ENCODED)].flatMap((match) => {
    const from = places[match.index]?.[0] ?? 0;
    const to = places[match.index + match[0].length - 1]?.[1] ?? text.length;
    return readings(match[0]).map((reading) => ({
      text: reading,
      places: Array.from({ length: reading.length }, () => [from, to] as const),
    }));
  });
}

/** What the run says wherever it begins: text in front shifts the alphabet, and not all of it need be readable. */
function readings(run: string): string[] {
  const starts = [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), 'base64'));
  const bytes = HEX.test(run) ? [...starts, Buffer.from(run, 'hex')] : starts;
  return [...new Set(bytes.flatMap((each) => each.toString('latin1').match(/[\t\n\r -~]{12,}/g) ?? []))];
}
