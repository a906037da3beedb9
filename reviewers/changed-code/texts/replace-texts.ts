/** A stretch of code that is read by rules of its own: a text in quotes, a comment. */
export type TextForm = ClosedForm | WholeForm;

interface ClosedForm {
  readonly opens: string;
  readonly closes: string;
  /** A backslash takes the next sign along. */
  readonly escapes?: true;
  /** Signs that cannot stand in it: where one comes first, this is no such stretch. */
  readonly stops?: string;
  /** Longer ones, in characters between the signs, are none. */
  readonly longest?: number;
  /** Whether it opens at a place where its signs stand. */
  readonly only?: (code: string, at: number) => boolean;
  /** Sticky and bounded: what stands in it by rules of its own again, in which nothing closes. */
  readonly inner?: RegExp;
}

/** One that a sticky pattern matches as a whole, in steps that are bounded or as many as it is long. */
interface WholeForm {
  readonly opens: string;
  readonly whole: RegExp;
}

export const DOUBLE: ClosedForm = { opens: '"', closes: '"', escapes: true };
export const SINGLE: ClosedForm = { opens: "'", closes: "'", escapes: true };
export const BACKTICKS: ClosedForm = { opens: '`', closes: '`' };
export const BLOCK_COMMENT: ClosedForm = { opens: '/*', closes: '*/' };
export const LINE_COMMENT: WholeForm = { opens: '//', whole: /\/\/[^\n]*/y };
export const MARKUP_COMMENT: ClosedForm = { opens: '<!--', closes: '-->' };

/** Where the next end of a form is, seen from any beginning between two places; -1 where it has none. */
interface Ahead {
  readonly from: number;
  readonly until: number;
  readonly close: number;
}

/**
 * Code with each stretch of these forms replaced; at one place the form that is named first counts. What does not close is left as it stands.
 * Each sign is looked at once a form, however many of them open: where the end is, or that there is none, is kept for all that open before it.
 */
export function replaceTexts(
  code: string,
  forms: readonly TextForm[],
  by: string | ((found: string, at: number) => string),
): string {
  const byFirst = Map.groupBy(forms, ({ opens }) => opens.charAt(0));
  const ends = new TextEnds(code);
  let made = '';
  let kept = 0;
  for (let at = 0; at < code.length; at += 1) {
    for (const form of byFirst.get(code.charAt(at)) ?? []) {
      const end = ends.endOf(form, at);
      if (end === null) continue;
      const found = code.slice(at, end);
      made += code.slice(kept, at) + (typeof by === 'string' ? by : by(found, at));
      kept = end;
      at = end - 1;
      break;
    }
  }
  return made + code.slice(kept);
}

/** The same text in blanks, its lines where they were. */
export const blanked = (found: string): string => found.replaceAll(/[^\n]/g, ' ');

/** Where the stretches of a text end. Asked for one place after the other, it looks at each sign once a form. */
export class TextEnds {
  readonly #code: string;
  readonly #ahead = new Map<TextForm, Ahead>();

  constructor(code: string) {
    this.#code = code;
  }

  /** Behind the stretch of this form that opens at a place; null where none does, or it does not close. */
  endOf(form: TextForm, at: number): number | null {
    const code = this.#code;
    if (!code.startsWith(form.opens, at)) return null;
    if ('whole' in form) return matchedTo(form.whole, code, at);
    if (form.only?.(code, at) === false) return null;
    const start = at + form.opens.length;
    const before = this.#ahead.get(form);
    const known = before !== undefined && before.from <= start && start <= before.until;
    const found = known ? before : nextClose(code, start, form);
    this.#ahead.set(form, found);
    const { close } = found;
    return close === -1 || close - start > (form.longest ?? Infinity) ? null : close + form.closes.length;
  }
}

function nextClose(code: string, from: number, { closes, escapes, stops = '', inner }: ClosedForm): Ahead {
  for (let at = from; at < code.length; at += 1) {
    const sign = code.charAt(at);
    if (sign === '\\' && escapes === true) at += 1;
    else if (code.startsWith(closes, at)) return { from, until: at, close: at };
    else if (stops.includes(sign)) return { from, until: at, close: -1 };
    else at = inner === undefined ? at : (matchedTo(inner, code, at) ?? at + 1) - 1;
  }
  return { from, until: code.length, close: -1 };
}

/** Where a sticky pattern that matches at a place ends. */
function matchedTo(pattern: RegExp, code: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(code) ? pattern.lastIndex : null;
}
