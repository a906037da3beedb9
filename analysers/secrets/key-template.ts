import type { SecretRange } from './secret-range.ts';

/** The words before a key, and behind them at once a place that a value is put into: `${`, `#{`, `{{`, `%s`, `" +`. */
const FILLED_LATER =
  /^[^\n]{0,40}-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:\\[nr]|\s){0,8}(?:[$#]\{|\{\{|%s|['"`] ?\+)/;
/** No key is shorter than a line of it; names in code are. */
const BODY = /[A-Za-z0-9+/]{40}/;
/** What stands between pieces that a program puts together. A dot or a round bracket parts names, but in `.concat(`. */
const SEAM = /\\[nrt]|\.concat\(|[\s"'`+,$#{}[\]\\]/g;

/** Whether a range only says how keys are written: a program puts the key between the words when it runs, and none stands there, in pieces neither. */
export function isKeyTemplate(text: string, { start, end }: SecretRange): boolean {
  const found = text.slice(start, end);
  if (!FILLED_LATER.test(found)) return false;
  return !BODY.test(found) && !BODY.test(found.replaceAll(SEAM, ''));
}
