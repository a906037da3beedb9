import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { DISGUISES, read } from './disguises.ts';

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();

/** A form of a secret: its parts as they stand, and their letters with escapes read. */
interface FormOfSecret {
  readonly name: string;
  readonly parts: readonly (readonly [written: string, letters: string])[];
}

const FORMS = new Map<string, readonly FormOfSecret[]>();

/** The forms of a secret, made once: it is looked for in many texts. */
function formsOf(secret: string): readonly FormOfSecret[] {
  const known = FORMS.get(secret);
  if (known !== undefined) return known;
  const made = Object.entries(DISGUISES).map(([name, disguise]): FormOfSecret => {
    const half = secret.length / 2;
    const parts = name === 'cut in two' ? [secret.slice(0, half), secret.slice(half)] : [disguise(secret)];
    return { name, parts: parts.map((part) => [part, letters(read(part))]) };
  });
  FORMS.set(secret, made);
  return made;
}

/** Which forms of a secret a text tells: the disguise word for word, with its escapes read, or its letters and digits alone. */
export function toldForms(text: string, secret: string): string[] {
  const unescaped = read(text);
  const bare = [text, unescaped, unescaped.replaceAll(/<[^<>]{0,200}>|\]\([^)]{0,300}\)/g, '')].map(letters);
  return formsOf(secret)
    .filter(({ parts }) =>
      parts.some(([written, plain]) => text.includes(written) || bare.some((one) => one.includes(plain))),
    )
    .map(({ name }) => name);
}

/** Everything that a log holds: every column of every row, and the bytes of every artifact as text. */
export function textOfLog(path: string): string {
  const db = new Database(path, { readonly: true });
  try {
    const tables = z
      .array(z.object({ name: z.string() }))
      .parse(db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all());
    return tables
      .flatMap(({ name }) => db.prepare(`SELECT * FROM "${name}"`).all())
      .flatMap((row) => Object.values(z.record(z.string(), z.unknown()).parse(row)))
      .map((value) => (value instanceof Uint8Array ? zstdDecompressSync(value).toString('utf8') : String(value)))
      .join('\n');
  } finally {
    db.close();
  }
}
