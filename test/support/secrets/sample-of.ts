/** Draws the next number below `below`. */
export type Draw = (below: number) => number;

/** A generator whose numbers are the same in every run (Park and Miller). */
export function drawing(seed: number): Draw {
  let state = (seed * 7919 + 104_729) % 2_147_483_647;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(at + 32));
const NAMED: Readonly<Record<string, RegExp>> = { w: /\w/, d: /\d/, s: /\s/, S: /\S/, W: /\W/, D: /\D/ };
const WRITTEN: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** How often a part without an upper end is repeated. */
const MANY = 20;

/** A text that an RE2 expression matches: first alternatives, the fewest repetitions that are one at least, random signs. */
export function sampleOf(expression: string, draw: Draw): string {
  return new Reader(expression, draw).alternatives();
}

/** Reads an expression once, from the left to the right, and writes as it reads. */
class Reader {
  readonly #text: string;
  readonly #draw: Draw;
  #at = 0;

  constructor(text: string, draw: Draw) {
    this.#text = text;
    this.#draw = draw;
  }

  alternatives(): string {
    const first = this.#sequence();
    while (this.#take('|')) this.#sequence();
    return first;
  }

  #sequence(): string {
    let said = '';
    while (this.#at < this.#text.length && !/[|)]/.test(this.#peek())) said += this.#repeated();
    return said;
  }

  /** The part is read again for every repetition, so that each is another draw. */
  #repeated(): string {
    const from = this.#at;
    let said = this.#atom();
    const behind = this.#at;
    const times = this.#times();
    const end = this.#at;
    if (times === 0) said = '';
    for (let more = 1; more < times; more += 1) {
      this.#at = from;
      said += this.#atom();
      if (this.#at !== behind) throw new Error('a part was read in two ways');
    }
    this.#at = end;
    return said;
  }

  #times(): number {
    const match = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.#text.slice(this.#at));
    if (match === null) return 1;
    this.#at += match[0].length;
    const [, sign, least = '0', open = '', most = ''] = match;
    if (sign !== undefined) return sign === '+' ? MANY : 0;
    if (Number(least) === 0) return 0;
    return open === '' || most !== '' ? Number(least) : Number(least) + MANY;
  }

  #atom(): string {
    const sign = this.#peek();
    this.#at += 1;
    if (sign === '(') return this.#group();
    if (sign === '[') return this.#pick(this.#set());
    if (sign === '\\') return this.#escaped();
    // A dot that stands for one sign was hardly ever meant otherwise.
    if (sign === '.') return /[*+?{]/.test(this.#peek()) ? this.#pick((one) => /[A-Za-z0-9]/.test(one)) : sign;
    return sign === '^' || sign === '$' ? '' : sign;
  }

  #group(): string {
    const opening = /^\?(?:P?<\w+>|[a-zA-Z-]*(:|\)))/.exec(this.#text.slice(this.#at));
    if (opening !== null) this.#at += opening[0].length;
    if (opening?.[1] === ')') return '';
    const said = this.alternatives();
    if (!this.#take(')')) throw new Error(`a group is open in ${this.#text}`);
    return said;
  }

  #escaped(): string {
    const sign = this.#peek();
    this.#at += 1;
    const named = NAMED[sign];
    if (named !== undefined) return this.#pick((one) => named.test(one));
    if (sign === 'x') return this.#hexadecimal();
    return /[bBzA]/.test(sign) ? '' : (WRITTEN[sign] ?? sign);
  }

  #hexadecimal(): string {
    const code = Number.parseInt(this.#text.slice(this.#at, this.#at + 2), 16);
    this.#at += 2;
    return String.fromCharCode(code);
  }

  /** Which signs a class holds. */
  #set(): (sign: string) => boolean {
    const isNegated = this.#take('^');
    const tests: ((sign: string) => boolean)[] = [];
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      const named = /^(?:\[:alnum:\]|\\([wdsSWD]))/.exec(this.#text.slice(this.#at));
      if (named !== null) {
        this.#at += named[0].length;
        const of = NAMED[named[1] ?? ''] ?? /[A-Za-z0-9]/;
        tests.push((sign) => of.test(sign));
        continue;
      }
      const from = this.#one();
      const isRange = this.#peek() === '-' && this.#text.charAt(this.#at + 1) !== ']';
      if (isRange) this.#at += 1;
      const to = isRange ? this.#one() : from;
      tests.push((sign) => sign >= from && sign <= to);
    }
    this.#at += 1;
    return (sign) => tests.some((test) => test(sign)) !== isNegated;
  }

  #one(): string {
    const sign = this.#peek();
    this.#at += 1;
    if (sign !== '\\') return sign;
    const escaped = this.#peek();
    this.#at += 1;
    return escaped === 'x' ? this.#hexadecimal() : (WRITTEN[escaped] ?? escaped);
  }

  /** Letters and digits where there are any, as most signs of a key are. */
  #pick(isIn: (sign: string) => boolean): string {
    const all = PRINTABLE.filter(isIn);
    const usual = all.filter((sign) => /[A-Za-z0-9]/.test(sign));
    const from = usual.length > 0 ? usual : all;
    return from[this.#draw(from.length)] ?? '\n';
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(sign: string): boolean {
    if (this.#peek() !== sign) return false;
    this.#at += 1;
    return true;
  }
}
