/** The text that a piece of code puts together, as it is for one value. */
export interface Filled {
  /** The inserted expression, as written. */
  readonly part: string;
  readonly text: string;
  readonly value: string;
}

interface Fill {
  readonly quote: string;
  /** What an attacker would insert, given the quote of the text that is open there (empty where none is). */
  readonly payload: (open: string) => string;
  /** Inserted expressions that are not the attacker's to choose. */
  readonly skip?: RegExp;
}

const TEMPLATE = /`([^`]*)`/s;
const FORMATTED = /\b(?:[rR]?[fF][rR]?)("""|'''|"|')(.*?)\1/s;
const IN_TEMPLATE = /\$\{([^{}]+)\}/g;
const IN_FORMATTED = /\{([^{}:!]+(?:!(?![rsa][:}])[^{}:!]*)*)(?:![rsa])?(?::[^{}]*)?\}/g;
const ADDED = /(["'])((?:(?!\1).)*)\1\s*\+\s*([\w.[\]'"?!]+)/gs;
const CONSTANT = /^(?:[\w.]*\.)?[A-Z][A-Z0-9_]*$/;

/**
 * Writes the text that code puts together as it is when its first computed value is the payload. Null where the code has no form
 * that this understands.
 */
export function fill({ quote, payload, skip }: Fill): Filled | null {
  const chosen = (part: string): boolean => !CONSTANT.test(part) && skip?.test(part) !== true;
  const template = TEMPLATE.exec(quote)?.[1];
  const whole = template ?? FORMATTED.exec(quote)?.[2];
  if (whole !== undefined) {
    const hole = Array.from(whole.matchAll(template === undefined ? IN_FORMATTED : IN_TEMPLATE)).find(([, part = '']) =>
      chosen(part.trim()),
    );
    if (hole === undefined) return null;
    return filled(hole[1] ?? '', [whole.slice(0, hole.index), whole.slice(hole.index + hole[0].length)], payload);
  }
  const sum = Array.from(quote.matchAll(ADDED)).find(([, , , part = '']) => chosen(part));
  return sum === undefined ? null : filled(sum[3] ?? '', [sum[2] ?? '', ''], payload);
}

function filled(part: string, [before, after]: readonly [string, string], payload: Fill['payload']): Filled {
  const value = payload(openQuote(before));
  return { part: part.trim(), value, text: `${before}${value}${after}`.replace(/\s+/g, ' ').trim() };
}

/** The quote that is still open at the end of a text; empty where none is. */
function openQuote(text: string): string {
  return /(['"])[^'"]*$/.exec(text.replace(/(['"])[^'"]*\1/g, ''))?.[1] ?? '';
}

/** Code on one line, short enough for a sentence. */
export function brief(quote: string): string {
  const line = quote.replace(/\s+/g, ' ').trim();
  return line.length <= 100 ? line : `${line.slice(0, 97)}...`;
}
