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

/** Every language of linguist, sorted by id; `scripts/generate-file-kinds.ts` makes the table. */
export const LANGUAGES: readonly Language[] = z.array(Language).parse(table.languages);
