import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { DISGUISES, read } from './disguises.ts';

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();

/** Which forms of a secret a text tells: the disguise word for word, with its escapes read, or its letters and digits alone. */
export function toldForms(text: string, secret: string): string[] {
  const bare = [text, read(text), read(text).replaceAll(/<[^<>]{0,200}>|\]\([^)]{0,300}\)/g, '')].map(letters);
  return Object.entries(DISGUISES).flatMap(([name, disguise]) => {
    const parts =
      name === 'cut in two'
        ? [secret.slice(0, secret.length / 2), secret.slice(secret.length / 2)]
        : [disguise(secret)];
    const isTold = parts.some((part) => text.includes(part) || bare.some((one) => one.includes(letters(read(part)))));
    return isTold ? [name] : [];
  });
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
