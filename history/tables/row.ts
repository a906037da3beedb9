import { z } from 'zod';
import { RowId } from '../../schemas/run.ts';

/** What every row of a run begins with. */
export const RowHead = z.strictObject({ id: RowId, run: RowId, sequence: z.int().min(1) });
export type RowHead = z.infer<typeof RowHead>;

/** A column that holds a document as JSON. */
export function fromJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  return schema.parse(JSON.parse(text));
}
