import { type DisguisedText, escapedCode } from './escaped-code.ts';
import { otherLanguageIn } from './other-language.ts';

/** Encodings in which the bytes of a program say what they seem to say. */
const PLAIN_ENCODING = /^(?:utf-?8(?:-sig)?|us-ascii|ascii|latin-?1|iso-?8859-1(?:5)?)$/i;
/** A declaration as Python reads it: in a comment of the first two lines (PEP 263). */
const DECLARED = /^[ \t\f]*#[^\n]{0,200}?coding[:=][ \t]*(?<encoding>[-\w.]+)/;

/** Why a tool and the program that runs the file may see something else in it than its rules do; null where they do not. */
export function disguiseOf(one: DisguisedText): string | null {
  const { text } = one;
  if (/\r(?!\n|$)/.test(text)) return 'a lone carriage return ends lines for some readers and not for others';
  const declared = text
    .split('\n', 2)
    .map((line) => DECLARED.exec(line)?.groups?.['encoding'])
    .find((encoding) => encoding !== undefined);
  return declared === undefined || PLAIN_ENCODING.test(declared.replaceAll('_', '-'))
    ? (escapedCode(one) ?? otherLanguageIn(one))
    : `its text is in the encoding ${declared}, which may hide code`;
}
