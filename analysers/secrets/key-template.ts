import type { SecretRange } from './secret-range.ts';

/** The words before a key, and behind them at once a place that a value is put into: `${`, `#{`, `{{`, `%s`, `" +`. */
const FILLED_LATER =
  /^[^\n]{0,40}-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:\\[nr]|\s){0,8}(?:[$#]\{|\{\{|%s|['"`] ?\+)/;
/** Plainly written words before a key, at the beginning of a range. */
const WORDS = /^[^\n]{0,40}-----BEGIN [A-Z ]{0,30}PRIVATE KEY/;
const BEGIN = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY/;
const END = /-----END [A-Z ]{0,30}KEY/;
/** No key is shorter than a line of it; names in code are. */
const BODY = /[A-Za-z0-9+/]{40}/;
/** What stands between pieces that a program puts together. A dot or a round bracket parts names, but in `.concat(`. */
const SEAM = /\\[nrt]|\.concat\(|[\s"'`+,$#{}[\]\\]/g;

/** A piece of a key that somebody parted: as long as no word of a program with a digit in it is. */
const PIECE = /(?=[A-Za-z+/]{0,19}\d)[A-Za-z0-9+/]{20}/;

/** Whether a range has the words around a key alone, as code that looks for them, or a few signs between for the form's sake. */
export function isKeyWithoutBody(text: string, { start, end }: SecretRange): boolean {
  const whole = text.slice(start, end);
  if (!WORDS.test(whole)) return false;
  const bodies = whole.split(BEGIN).slice(1);
  return bodies.every((behind) => {
    const [found = ''] = behind.split(END, 1);
    return !BODY.test(found) && !PIECE.test(found) && !BODY.test(found.replaceAll(SEAM, ''));
  });
}

/** Whether a range only says how keys are written: a program puts the key between the words when it runs, and none stands there, in pieces neither. */
export function isKeyTemplate(text: string, { start, end }: SecretRange): boolean {
  const whole = text.slice(start, end);
  if (!FILLED_LATER.test(whole) || whole.split(BEGIN).length > 2) return false;
  // Where too little stands between the words for a key, a rule reads on to the next end.
  const [found = ''] = whole.split(END, 1);
  return !BODY.test(whole) && !BODY.test(found.replaceAll(SEAM, ''));
}
