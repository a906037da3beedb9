/** One statement of a PowerShell script on one line, without comments. */
export interface PowerShellStatement {
  readonly text: string;
  /** UTF-16 offset in the script. */
  readonly start: number;
}

/** A text in quotes that goes over lines, by its opening: what closes it stands at the beginning of a line. */
const HERE_TEXTS: Readonly<Record<string, string>> = { "@'": "\n'@", '@"': '\n"@' };
const MOST_DEPTH = 200;
/** An open block that is a value. */
const VALUE = '={';

/**
 * The statements of a script, those of inner blocks by themselves; null where a text, a comment or a bracket does not close. Pipelines, and what
 * stands in round or square brackets, are one statement each. Nothing is executed.
 */
export function powerShellStatements(text: string): readonly PowerShellStatement[] | null {
  return new PowerShellReader(text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')).read();
}

class PowerShellReader {
  readonly #text: string;
  readonly #statements: PowerShellStatement[] = [];
  readonly #open: string[] = [];
  #statement = '';
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly PowerShellStatement[] | null {
    for (let at = 0; at < this.#text.length;) {
      const end = this.#step(at);
      if (end === null || this.#open.length > MOST_DEPTH) return null;
      at = end;
    }
    this.#close();
    return this.#open.length > 0 ? null : this.#statements;
  }

  #step(at: number): number | null {
    const sign = this.#text.charAt(at);
    const pair = this.#text.slice(at, at + 2);
    if (pair === '<#') return this.#behind('#>', at + 2);
    if (sign === '#' && /^$|[\s;{}()|,=]/.test(this.#text.charAt(at - 1))) return this.#endOfLine(at);
    const closing = HERE_TEXTS[pair];
    if (closing !== undefined && /^[ \t]*\n/.test(this.#text.slice(at + 2, at + 200)))
      return this.#hereText(at, closing);
    if (sign === '"' || sign === "'") return this.#quoted(at, sign);
    if (sign === '`') return this.#escaped(at);
    if ('({['.includes(sign)) return this.#opens(at, sign);
    if (')}]'.includes(sign)) return this.#closes(at, sign);
    if (sign === ';' || sign === '\n') this.#separate(at, sign);
    else this.#add(sign, at);
    return at + 1;
  }

  #behind(end: string, from: number): number | null {
    const found = this.#text.indexOf(end, from);
    return found === -1 ? null : found + end.length;
  }

  #endOfLine(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end === -1 ? this.#text.length : end;
  }

  #hereText(at: number, closing: string): number | null {
    const end = this.#behind(closing, at + 2);
    if (end !== null) this.#add(this.#text.slice(at, end), at);
    return end;
  }

  #quoted(at: number, quote: string): number | null {
    for (let end = at + 1; end < this.#text.length; end += 1) {
      const sign = this.#text.charAt(end);
      if (sign === '`' && quote === '"') end += 1;
      else if (sign === quote && this.#text.charAt(end + 1) === quote) end += 1;
      else if (sign === quote) {
        this.#add(this.#text.slice(at, end + 1), at);
        return end + 1;
      } else if (quote === '"' && this.#text.startsWith('$(', end)) {
        const inner = this.#endOfInserted(end + 1);
        if (inner === null) return null;
        end = inner;
      }
    }
    return null;
  }

  /** The round bracket that closes what is inserted in a text. */
  #endOfInserted(from: number): number | null {
    let depth = 0;
    for (let at = from; at < this.#text.length; at += 1) {
      const sign = this.#text.charAt(at);
      if (sign === '(') depth += 1;
      if (sign === ')') depth -= 1;
      if (depth === 0) return at;
      if (sign === "'" || sign === '"') {
        const end = this.#text.indexOf(sign, at + 1);
        if (end === -1) return null;
        at = end;
      }
    }
    return null;
  }

  /** A sign that is taken as it is; a line that goes on. */
  #escaped(at: number): number {
    const goesOn = /^`[ \t]*\n/.test(this.#text.slice(at, at + 100));
    if (goesOn) {
      this.#add(' ', at);
      return this.#endOfLine(at) + 1;
    }
    this.#add(this.#text.slice(at, at + 2), at);
    return at + 2;
  }

  #opens(at: number, sign: string): number {
    // A block that is given to a name or handed over is a part of the statement.
    const isValue = sign === '{' && /[=,] ?$/.test(this.#statement);
    this.#open.push(isValue ? VALUE : sign);
    this.#add(sign, at);
    if (sign === '{' && !this.#isInside()) this.#close();
    return at + 1;
  }

  #closes(at: number, sign: string): number | null {
    const isBlock = sign === '}' && !this.#isInside();
    if (isBlock) this.#close();
    const opened = this.#open.pop();
    if (opened !== { ')': '(', '}': '{', ']': '[' }[sign] && !(opened === VALUE && sign === '}')) return null;
    if (!isBlock) this.#add(sign, at);
    return at + 1;
  }

  /** Whether a round or square bracket is open: what stands in it belongs to one statement. */
  #isInside(): boolean {
    return this.#open.some((one) => one !== '{');
  }

  #separate(at: number, sign: string): void {
    const goesOn =
      this.#isInside() || (sign === '\n' && /[|,=+({]\s*$|\s-(?:and|or|f|join|eq)\s*$/i.test(this.#statement));
    if (goesOn) this.#add(' ', at);
    else this.#close();
  }

  #add(part: string, at: number): void {
    if (this.#statement.trim() === '') this.#start = at;
    this.#statement += part;
  }

  #close(): void {
    const text = this.#statement.trim().replaceAll(/\s+/g, ' ');
    this.#statement = '';
    if (text !== '') this.#statements.push({ text, start: this.#start });
  }
}
