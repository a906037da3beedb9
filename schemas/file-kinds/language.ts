import { z } from 'zod';
import table from './languages.json' with { type: 'json' };

/** A language or format as GitHub's linguist knows it. Extensions are in lower case and without their first dot. */
export const Language = z.strictObject({
  id: z.string(),
  label: z.string(),
  type: z.enum(['programming', 'markup', 'data', 'prose']),
  extensions: z.array(z.string()),
  /** Whole file names. */
  names: z.array(z.string()),
  /** What a first line with `#!` calls. */
  interpreters: z.array(z.string()),
});
export type Language = z.infer<typeof Language>;

const TYPES: ReadonlyMap<string, Language['type']> = new Map(Language.shape.type.options.map((type) => [type, type]));

/**
 * Every language of linguist, sorted by id; `scripts/generate-file-kinds.ts` makes the table. It is part of the program, and two processes of every review
 * load it: that its rows have this form is a test's matter, since to parse them takes as long as a bare Node does to start.
 */
export const LANGUAGES: readonly Language[] = table.languages.map((row) => ({ ...row, type: knownType(row.type) }));

function knownType(type: string): Language['type'] {
  const known = TYPES.get(type);
  if (known === undefined) throw new TypeError(`languages.json has a type that no language has: ${type}`);
  return known;
}
