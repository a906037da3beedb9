import { isWordLike } from './word-like.ts';

/** What is looked for of one secret. */
export interface SecretForms {
  /** As it stands, in the text as it stands and with escapes read. */
  readonly exact: readonly string[];
  /** Letters and digits of its forms, all of them or parts of the text count; in lower case. */
  readonly pieces: readonly Squeezed[];
}

/** Letters and digits of a text alone. */
export interface Squeezed {
  readonly lower: string;
  /** The same with its case, which tells a key from a word. */
  readonly cased: string;
  /** Whether its parts may be words: those of an encoded text are not. */
  readonly plain: boolean;
  /** Whether a part of it is enough to give it away; otherwise only the whole is looked for. */
  readonly inParts: boolean;
}

/** Shorter ones would match ordinary words (a password of NIST SP 800-63B has 8 characters at the least). */
const LEAST_SECRET = 8;
/** A word alone, however secret, would blank that word everywhere; nobody's word has as many letters as this. */
const LEAST_WORD = 20;
/** Letters and digits that a form needs, to be looked for across white space and marks. */
const LEAST_SQUEEZED = 10;
/** Keys of 16384 bits have lines of 64; longer secrets are files. */
const LONGEST = 16_384;

/** The parts of a text that are secret by themselves: lines of a key, the password in an address; itself where it has none. */
export function secretParts(secret: string): string[] {
  const text = secret.trim();
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s@]+)@/i.exec(text)?.[1];
  if (password !== undefined) return [password].filter(isTelling);
  // The head and the end of a key are no secret; where the key was put on one line, it stands between them.
  const lines = text
    .replaceAll(KEY_MARK, '\n')
    .split(/\r?\n|\\n/)
    .map((line) => line.trim());
  return lines.filter(isTelling).map((line) => line.slice(0, LONGEST));
}

const KEY_MARK = /-----[A-Z0-9 ]{1,60}-----/g;
/** Longer than times, telephone numbers and ids of rows. */
const LONG_NUMBER = /^\d{16,}$/;

/** Whether a text is told from words by its length and its signs. */
function isTelling(text: string): boolean {
  if (text.length < LEAST_SECRET || /^[\s*•x.-]*$/i.test(text)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((one) => one.test(text)).length;
  if (LONG_NUMBER.test(text)) return true;
  // A name in capitals or a short number alone is no secret that could be told from others.
  return classes >= 2 ? !/^[A-Z]?[a-z]+$/.test(text) : text.length >= LEAST_WORD && /[A-Za-z]/.test(text);
}

/** Every form in which a part may stand in a text; see docs/security.md for the table. */
export function formsOf(part: string): SecretForms {
  const bytes = Buffer.from(part);
  const reversed = Array.from(part).toReversed().join('');
  const changed = [reversed, rot13(part), bytes.toString('hex'), codes(bytes)];
  const encoded = aligned(bytes);
  const twice = encoded.flatMap((text) => aligned(Buffer.from(text)));
  const others = [Buffer.from(part, 'utf16le').toString('hex'), ...aligned(Buffer.from(part, 'utf16le'))];
  const inParts = isRandom(part);
  const coded = [...changed, ...base32(bytes), ...encoded, ...twice, ...others].map((text) =>
    squeezed(text, { inParts, plain: false }),
  );
  const pieces = [squeezed(part, { inParts, plain: true }), ...coded].filter(
    ({ lower }) => lower.length >= LEAST_SQUEEZED,
  );
  return { exact: [part], pieces };
}

/** Letters and digits; what else there is, is what a disguise adds or an encoding varies (`+` and `-` of base64). */
function squeezed(text: string, how: Pick<Squeezed, 'inParts' | 'plain'>): Squeezed {
  const cased = text.replaceAll(/[^A-Za-z0-9]+/g, '');
  return { lower: cased.toLowerCase(), cased, ...how };
}

/** Passwords of words are looked for whole: a part of one is a word. */
function isRandom(part: string): boolean {
  // Words with a number between any two of them are four at most.
  if ((part.match(/\d+/g) ?? []).length >= 5) return true;
  const runs = part.match(/[a-z]+/gi) ?? [];
  const words = runs.filter((run) => run.length >= 5);
  // Digits in most places part no words.
  if (words.length * 2 < runs.length) return true;
  const inWords = words.filter(isWordLike).reduce((sum, word) => sum + word.length, 0);
  return inWords * 2 < part.length;
}

/** Base64 of a text that stands somewhere in a longer one: three ways to lie on its groups of three; what the neighbours decide is left out. */
function aligned(bytes: Buffer): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const rest = (bytes.length + shift) % 3;
    return whole.slice(shift === 0 ? 0 : shift + 1, rest === 0 ? whole.length : -1);
  });
}

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** RFC 4648's alphabet. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of a text that stands somewhere in a longer one: five ways to lie on its groups of five. */
function base32(bytes: Buffer): string[] {
  return [0, 1, 2, 3, 4].map((shift) => {
    const all = [...Buffer.alloc(shift), ...bytes];
    let bits = 0;
    let held = 0;
    let out = '';
    for (const byte of all) {
      held = ((held << 8) | byte) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        out += BASE32[(held >> bits) & 31] ?? '';
      }
    }
    return out.slice(Math.ceil((shift * 8) / 5));
  });
}

/** Numbers of the characters, as `String.fromCharCode` takes them. */
function codes(bytes: Buffer): string {
  return [...bytes].join(' ');
}
