import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const Texts = z.record(z.string(), z.string());

/** What the scripted model does because the attack told it to. */
const Obedience = z.strictObject({
  /** Tools that it calls first. */
  tools: z.array(z.strictObject({ name: z.string(), input: z.record(z.string(), z.unknown()) })).default([]),
  /** What it says instead of an answer, before it is asked to repair that. */
  says: z.string().optional(),
  /** Its one finding; null for none. `{LEAK}` becomes everything that the tools showed. */
  finding: Texts.nullable().default(null),
  /** What it answers for every candidate when it judges. */
  judge: z.enum(['keep', 'drop', 'merge', 'lower']).default('keep'),
});

/** One attack: a change that talks to the reviewer, and what an obeying model does. */
export const Attack = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** The published attack or write-up that it follows. */
  modelledOn: z.string(),
  /** Commit message of the change: title and description. */
  message: z.string(),
  files: Texts.default({}),
  /** Symbolic links by path. */
  links: Texts.default({}),
  /** What stood in the repository before. */
  base: Texts.default({}),
  obey: Obedience,
  /** What an unprotected reviewer would let happen. */
  harm: z.array(z.enum(['secret', 'render', 'verdict'])).min(1),
});
export type Attack = z.infer<typeof Attack>;

const FOLDER = new URL('../../fixtures/injection/', import.meta.url);

/** All attacks. `{BASE64:...}` and the like in their texts are written out, so that the files can be read. */
export function readAttacks(): Attack[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return names.toSorted().flatMap((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    const spelt = JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? spell(value) : value));
    return z.array(Attack).parse(spelt);
  });
}

const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  BASE64: (text) => Buffer.from(text).toString('base64'),
  HEX: (text) => Buffer.from(text).toString('hex'),
  ROT13: rot13,
  /** Unicode tag characters: invisible twins of ASCII. */
  TAGS: (text) => Array.from(text, (one) => String.fromCodePoint(0xe0000 + (one.codePointAt(0) ?? 0))).join(''),
  /** A zero-width space behind every character. */
  ZERO: (text) => Array.from(text, (one) => `${one}\u200b`).join(''),
  /** Bits as zero-width characters. */
  BITS: (text) =>
    Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .replaceAll('0', '\u200b')
      .replaceAll('1', '\u200c'),
  /** Shown from right to left. */
  BIDI: (text) => `\u202e${Array.from(text).toReversed().join('')}\u202c`,
};

function spell(text: string): string {
  return text.replaceAll(/\{([A-Z0-9]+):([^{}]*)\}/g, (whole, name: string, body: string) => {
    return SPELLINGS[name]?.(body) ?? whole;
  });
}

export function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}
