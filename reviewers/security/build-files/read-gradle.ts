import type { ManifestSetting } from './setting.ts';

const OPENERS = '([';
const CLOSERS = ')]';
const QUOTES = ['"""', "'''", '"', "'"] as const;
/** Deeper than anybody writes. */
const MOST_BLOCKS = 60;
/** Older Groovy puts in the sign that it stands for before it knows what a comment is: that may end one. */
const ESCAPE = /\\u{1,20}[\da-f]{4}/i;

/**
 * The statements of a build script of Gradle, in Groovy or Kotlin: each under the names of the blocks around it, the head of a block as one of its own
 * (`head`). Nothing is executed. The reason where brackets or quotes do not close.
 */
export function readGradle(text: string): readonly ManifestSetting[] | string {
  return new GradleReader(text.replace(/^\ufeff/, '')).read();
}

class GradleReader {
  readonly #text: string;
  readonly #settings: ManifestSetting[] = [];
  readonly #blocks: string[] = [];
  #statement = '';
  #line = 1;
  #first = 1;
  /** Round and square brackets that are open; a block inside of them is part of the statement. */
  readonly #open: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly ManifestSetting[] | string {
    for (let at = 0; at < this.#text.length;) {
      const end = this.#step(at);
      if (end === null) return 'has a quote, a comment or a bracket that does not close';
      at = end;
    }
    this.#close('line');
    return this.#open.length > 0 || this.#blocks.length > 0 ? 'has a bracket that does not close' : this.#settings;
  }

  /** Reads what begins here; where it ends, null where it does not. */
  #step(at: number): number | null {
    const skipped = this.#skip(at);
    if (skipped !== undefined) return skipped;
    const quote = QUOTES.find((one) => this.#text.startsWith(one, at));
    if (quote !== undefined) return this.#quoted(at, quote);
    const sign = this.#text.charAt(at);
    if (sign === '\n') return this.#newLine(at);
    if (OPENERS.includes(sign)) this.#open.push(sign);
    if (CLOSERS.includes(sign) && this.#open.pop() !== OPENERS.charAt(CLOSERS.indexOf(sign))) return null;
    if (sign === '{' || sign === '}') return this.#brace(at, sign);
    if (sign === ';' && this.#open.length === 0) this.#close('line');
    else this.#add(sign);
    return at + 1;
  }

  /** Comments; undefined where none begins. */
  #skip(at: number): number | null | undefined {
    if (this.#text.startsWith('//', at)) {
      const next = this.#text.indexOf('\n', at);
      const end = next === -1 ? this.#text.length : next;
      return isOver(this.#text.slice(at, end)) ? null : end;
    }
    if (!this.#text.startsWith('/*', at)) return undefined;
    const end = this.#text.indexOf('*/', at + 2);
    if (end === -1 || ESCAPE.test(this.#text.slice(at, end))) return null;
    this.#countLines(at, end);
    return end + 2;
  }

  #quoted(at: number, quote: string): number | null {
    // Inside of a pattern of Groovy's (`/"/`) a quote opens nothing, and nobody here knows patterns.
    if (!/^$|[\s([{,=:+!?<>&|;}\])-]/.test(this.#text.charAt(at - 1))) return null;
    const end = endOfQuoted(this.#text, at, quote);
    if (end === null) return null;
    const whole = this.#text.slice(at, end);
    this.#add(whole);
    this.#countLines(at, end);
    return end;
  }

  #brace(at: number, sign: string): number | null {
    if (this.#open.length > 0) {
      // A block that is an argument belongs to the statement around it.
      if (sign === '{') this.#open.push(sign);
      else if (this.#open.pop() !== '{') return null;
      this.#add(sign);
      return at + 1;
    }
    if (sign === '{') {
      const head = this.#close('head');
      this.#blocks.push(nameOf(head));
      return this.#blocks.length > MOST_BLOCKS ? null : at + 1;
    }
    this.#close('line');
    return this.#blocks.pop() === undefined ? null : at + 1;
  }

  #newLine(at: number): number {
    // What is open, or ends with a sign that joins, goes on.
    const joins =
      this.#open.length > 0 ||
      /(?:[,+=.(]|\b(?:by|to|as|in)|->|&&|\|\|)\s*$/.test(this.#statement) ||
      this.#isContinued(at);
    if (joins) this.#add(' ');
    else this.#close('line');
    this.#line += 1;
    return at + 1;
  }

  /** Whether the next line begins with a call on what this one ends with. */
  #isContinued(at: number): boolean {
    return this.#statement.trim() !== '' && /^\s*(?:\?\.|\.)\w/.test(this.#text.slice(at + 1, at + 200));
  }

  #add(part: string): void {
    if (this.#statement.trim() === '') this.#first = this.#line;
    this.#statement += part;
  }

  #close(kind: 'line' | 'head'): string {
    const value = this.#statement.trim().replaceAll(/\s+/g, ' ');
    this.#statement = '';
    if (value !== '' || kind === 'head')
      this.#settings.push({ keys: [...this.#blocks, kind], value, line: value === '' ? this.#line : this.#first });
    return value;
  }

  #countLines(from: number, to: number): void {
    for (let at = this.#text.indexOf('\n', from); at !== -1 && at < to; at = this.#text.indexOf('\n', at + 1))
      this.#line += 1;
  }
}

/** Whether a comment of one line may end before its line does: to Groovy a line ends at a carriage return alone, too. */
function isOver(comment: string): boolean {
  return /\r(?!$)/.test(comment) || ESCAPE.test(comment);
}

/** Where a text in quotes ends, behind its last quote; null where it does not. What is inserted in it may hold texts of its own. */
function endOfQuoted(text: string, start: number, quote: string, depth = 0): number | null {
  for (let at = start + quote.length; at < text.length;) {
    if (text.startsWith(quote, at)) return at + quote.length;
    if (text.charAt(at) === '\n' && quote.length === 1) return null;
    // Groovy and Kotlin read this in two ways.
    if (quote.length === 3 && text.startsWith(`\\${quote}`, at)) return null;
    const isInserted = quote.startsWith('"') && text.startsWith('${', at);
    const end = isInserted
      ? depth < MOST_BLOCKS
        ? endOfInserted(text, at + 2, depth + 1)
        : null
      : at + (text.charAt(at) === '\\' ? 2 : 1);
    if (end === null) return null;
    at = end;
  }
  return null;
}

function endOfInserted(text: string, start: number, depth: number): number | null {
  let open = 1;
  for (let at = start; at < text.length;) {
    const quote = QUOTES.find((one) => text.startsWith(one, at));
    if (quote === undefined) {
      const sign = text.charAt(at);
      open += sign === '{' ? 1 : sign === '}' ? -1 : 0;
      at += 1;
      if (open === 0) return at;
      continue;
    }
    const end = endOfQuoted(text, at, quote, depth);
    if (end === null) return null;
    at = end;
  }
  return null;
}

/** `tasks.register<Exec>("a")` is `tasks.register`. */
function nameOf(head: string): string {
  return /^(?:val|def)\s+\w+\s+by\s+([\w.]+)/.exec(head)?.[1] ?? /^[\w.`]+/.exec(head)?.[0] ?? '';
}
