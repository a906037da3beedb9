/** A declaration or an at-rule without a block, under the selectors and at-rules around it. */
export interface StyleStatement {
  /** What stands before each open brace, the outermost first. */
  readonly around: readonly string[];
  /** Counts blocks, so that two of the same selector are told apart. */
  readonly block: number;
  /** Escapes resolved, comments left out. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** What stands before an open brace. */
export interface StyleHead {
  readonly around: readonly string[];
  /** The number of the block that it opens. */
  readonly block: number;
  readonly text: string;
  readonly line: number;
}

/** What a style sheet says. */
export interface StyleSheet {
  readonly statements: readonly StyleStatement[];
  /** Selectors and heads of at-rules, with their lines. */
  readonly heads: readonly StyleHead[];
  /** Lines on which `//` begins what only preprocessors take for a comment. */
  readonly lineComments: readonly number[];
}

const MOST_BLOCKS = 60;

/** Reads CSS, SCSS or Less; the reason where a comment, a text or a brace does not close. Nothing is loaded. */
export function readStyles(text: string): StyleSheet | string {
  return new StyleReader(text.replace(/^\ufeff/, '')).read();
}

class StyleReader {
  readonly #text: string;
  readonly #statements: StyleStatement[] = [];
  readonly #heads: StyleHead[] = [];
  readonly #lineComments: number[] = [];
  readonly #around: string[] = [];
  readonly #blocks: number[] = [0];
  #count = 0;
  #written = '';
  #line = 1;
  #first = 1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): StyleSheet | string {
    for (let at = 0; at < this.#text.length;) {
      const end = this.#step(at);
      if (end === null) return 'has a comment, a text or a brace that does not close';
      this.#countLines(at, end);
      at = end;
    }
    this.#close();
    if (this.#around.length > 0) return 'has a brace that does not close';
    return { statements: this.#statements, heads: this.#heads, lineComments: this.#lineComments };
  }

  #step(at: number): number | null {
    const sign = this.#text.charAt(at);
    if (this.#text.startsWith('/*', at)) return after(this.#text, '*/', at + 2);
    if (this.#text.startsWith('//', at) && this.#text.charAt(at - 1) !== ':') {
      this.#lineComments.push(this.#line);
      const end = this.#text.indexOf('\n', at);
      return end === -1 ? this.#text.length : end;
    }
    if (sign === '"' || sign === "'") return this.#quoted(at, sign);
    if (this.#text.startsWith('#{', at) || this.#text.startsWith('@{', at)) return this.#inserted(at);
    if (sign === '\\') return this.#escape(at);
    if (sign === '(' && /\burl$/i.test(this.#written.slice(-5)) && !/^\(\s*["'$@#]/.test(this.#text.slice(at, at + 40)))
      return this.#address(at);
    if (sign === '{') return this.#open(at);
    if (sign === '}') return this.#end(at);
    if (sign === ';') this.#close();
    else this.#add(sign);
    return at + 1;
  }

  /** `url(…)` without quotes: nothing in it ends a declaration or begins a comment. */
  #address(at: number): number | null {
    const end = after(this.#text, ')', at);
    if (end !== null) this.#add(unescaped(this.#text.slice(at, end)));
    return end;
  }

  #quoted(at: number, quote: string): number | null {
    for (let end = at + 1; end < this.#text.length; end += 1) {
      const sign = this.#text.charAt(end);
      if (sign === '\n') return null;
      if (sign === '\\') end += 1;
      else if (sign === quote) {
        this.#add(unescaped(this.#text.slice(at, end + 1)));
        return end + 1;
      }
    }
    return null;
  }

  #inserted(at: number): number | null {
    const end = this.#text.indexOf('}', at);
    if (end === -1) return null;
    this.#add(this.#text.slice(at, end + 1));
    return end + 1;
  }

  #escape(at: number): number {
    const found = /^\\(?:[\da-f]{1,6}\s?|[^\n])/i.exec(this.#text.slice(at, at + 9))?.[0] ?? '\\';
    this.#add(unescaped(found));
    return at + found.length;
  }

  #open(at: number): number | null {
    const text = this.#written.trim().replaceAll(/\s+/g, ' ');
    this.#count += 1;
    const line = text === '' ? this.#line : this.#first;
    this.#heads.push({ around: [...this.#around], block: this.#count, text, line });
    this.#around.push(text);
    this.#blocks.push(this.#count);
    this.#written = '';
    return this.#around.length > MOST_BLOCKS ? null : at + 1;
  }

  #end(at: number): number | null {
    this.#close();
    if (this.#around.pop() === undefined) return null;
    this.#blocks.pop();
    return at + 1;
  }

  #add(part: string): void {
    if (this.#written.trim() === '') this.#first = this.#line;
    this.#written += part;
  }

  #close(): void {
    const text = this.#written.trim().replaceAll(/\s+/g, ' ');
    this.#written = '';
    if (text === '') return;
    this.#statements.push({ around: [...this.#around], block: this.#blocks.at(-1) ?? 0, text, line: this.#first });
  }

  #countLines(from: number, to: number): void {
    for (let at = this.#text.indexOf('\n', from); at !== -1 && at < to; at = this.#text.indexOf('\n', at + 1))
      this.#line += 1;
  }
}

function after(text: string, sign: string, from: number): number | null {
  const end = text.indexOf(sign, from);
  return end === -1 ? null : end + sign.length;
}

/** `\65xpression` is `expression`. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(?:([\da-f]{1,6})\s?|(\n)|(.))/gi, (_, code?: string, _line?: string, sign?: string) => {
    if (code === undefined) return sign ?? '';
    const point = Number.parseInt(code, 16);
    return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : '\ufffd';
  });
}
