import { withoutQuoted } from './quoted-text.ts';

const WORD = /\b(?:true|false|null)\b/g;
/** What JSON has beside strings and words. Nothing can be called, assigned or run with these, in any language. */
const SIGNS = /^[\s{}[\],:\d.eE+-]*$/;

/** Whether every line consists of JSON's own tokens; whole documents and pieces of them alike. */
export function isInertText(text: string): boolean {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .every((line) => SIGNS.test(withoutQuoted(line, { single: false }).replaceAll('""', '').replaceAll(WORD, '')));
}
