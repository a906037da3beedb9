const base64 = (text: string) => Buffer.from(text).toString('base64');
const hexOf = (text: string) => Buffer.from(text).toString('hex');
const between = (text: string, sign: string) => Array.from(text).join(sign);
const each = (text: string, form: (code: number) => string) =>
  Array.from(text, (sign) => form(sign.codePointAt(0) ?? 0)).join('');
const half = (text: string) => Math.floor(text.length / 2);
const hexCode = (code: number, width: number) => code.toString(16).padStart(width, '0');

/** How a text may be written otherwise, by what that is called; what comes out stands for the whole text. */
export const DISGUISES: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (s) => s,
  'in an address': (s) => encodeURIComponent(s),
  'in an address, every sign': (s) => each(s, (code) => `%${hexCode(code, 2).toUpperCase()}`),
  'in an address, twice': (s) => encodeURIComponent(each(s, (code) => `%${hexCode(code, 2)}`)),
  'HTML numbers': (s) => each(s, (code) => `&#${code};`),
  'HTML hexadecimal numbers': (s) => each(s, (code) => `&#x${hexCode(code, 2)};`),
  'JSON escapes': (s) => each(s, (code) => `\\u${hexCode(code, 4)}`),
  'JSON in JSON': (s) => JSON.stringify(JSON.stringify({ value: s })),
  'code point escapes': (s) => each(s, (code) => `\\u{${code.toString(16)}}`),
  'byte escapes': (s) => each(s, (code) => `\\x${hexCode(code, 2)}`),
  'octal escapes': (s) => each(s, (code) => `\\${code.toString(8).padStart(3, '0')}`),
  base64: base64,
  'base64 behind one character': (s) => base64(`x${s} and more`),
  'base64 behind two characters': (s) => base64(`xy${s} and more`),
  'base64 of the web': (s) => Buffer.from(s).toString('base64url'),
  'base64 twice': (s) => base64(base64(s)),
  'base64 twice, with words around': (s) => base64(`ab ${base64(`the key: ${s}.`)} c`),
  'wrapped base64': (s) => base64(`token=${s}`).replaceAll(/(.{24})/g, '$1\n> '),
  base32: (s) => base32(s),
  hexadecimal: hexOf,
  'hexadecimal in capitals': (s) => hexOf(s).toUpperCase(),
  'hexadecimal with colons': (s) => hexOf(s).replaceAll(/(..)(?=.)/g, '$1:'),
  'numbers of characters': (s) => Array.from(s, (sign) => sign.codePointAt(0)).join(', '),
  reversed: (s) => Array.from(s).toReversed().join(''),
  'thirteen letters on': (s) =>
    s.replaceAll(/[a-z]/gi, (letter) =>
      String.fromCharCode(((letter.charCodeAt(0) - (letter <= 'Z' ? 65 : 97) + 13) % 26) + (letter <= 'Z' ? 65 : 97)),
    ),
  dotted: (s) => between(s, '.'),
  spaced: (s) => between(s, ' '),
  'a line a character': (s) => between(s, '\n'),
  'with something unseen between': (s) => between(s, '\u200b'),
  'broken by bold': (s) => `**${s.slice(0, 6)}**${s.slice(6, 13)}__${s.slice(13)}__`,
  'broken by tags': (s) => `${s.slice(0, 5)}<b>${s.slice(5, 9)}</b><!-- no -->${s.slice(9)}`,
  'broken by colours': (s) => `${s.slice(0, 5)}\u001b[31m${s.slice(5, 9)}\u001b[0m${s.slice(9)}`,
  'broken by a link': (s) => `[${s.slice(0, 7)}](https://acme.io/a)${s.slice(7)}`,
  'broken by a link that was taken apart': (s) => `[${s.slice(0, 7)}] (https://acme.io/a)${s.slice(7)}`,
  'in full width': (s) => each(s, (code) => String.fromCodePoint(code > 32 && code < 127 ? code + 0xfee0 : code)),
  'in joined strings': (s) => `"${s.slice(0, 5)}" + "${s.slice(5, 11)}" + '${s.slice(11)}'`,
  'cut in two': (s) => `first ${s.slice(0, half(s))} and then, a sentence later, ${s.slice(half(s))} it is`,
  'in capitals': (s) => s.toUpperCase(),
};

function base32(text: string): string {
  const bits = Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

const code = (text: string, base: number) => String.fromCodePoint(Number.parseInt(text, base));

/** How escapes are read, by a reader that knows each of them alone. */
const READERS: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => code(digits, 16)),
  (text) => text.replaceAll(/&#(\d+);/g, (_, digits: string) => code(digits, 10)),
  (text) => text.replaceAll(/&#x([0-9a-f]+);/gi, (_, digits: string) => code(digits, 16)),
  (text) =>
    text.replaceAll(/\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi, (_, a?: string, b?: string, c?: string) =>
      code(a ?? b ?? c ?? '', 16),
    ),
  (text) => text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => code(digits, 8)),
  (text) => text.replaceAll('\\n', '\n'),
];

/** The text with its escapes read as often as there are any; other disguises stay as they are. */
export function read(text: string): string {
  const next = READERS.reduce((said, reader) => reader(said), text);
  return next === text ? text : read(next);
}
