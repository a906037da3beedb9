import { z } from 'zod';
import { jsonValuesIn } from './json-values-in.ts';

/**
 * The value of an answer, or what is wrong with it: `problem` for the model, in detail, and `reason` for people, which repeats nothing
 * that the model said.
 */
export type ReadAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly problem: string };

const MOST_CHARACTERS = 2_000;

/** Reads JSON, alone or within prose, thoughts or a fence, and checks it. */
export function readAnswer<T>(text: string, schema: z.ZodType<T>): ReadAnswer<T> {
  const values = jsonValuesIn(text);
  if (values.length === 0) {
    return { ok: false, reason: 'the answer is not JSON', problem: 'The answer is not JSON.' };
  }
  const parsed = values.map((value) => schema.safeParse(value));
  const fitting = parsed.find(({ success }) => success);
  if (fitting?.success === true) return { ok: true, value: fitting.data };
  const words = parsed[0]?.error === undefined ? '' : z.prettifyError(parsed[0].error);
  const short = words.length <= MOST_CHARACTERS ? words : `${words.slice(0, MOST_CHARACTERS)} [and more]`;
  const problem = `The answer does not fit the schema:\n${short}`;
  return { ok: false, reason: 'the answer does not fit the schema', problem };
}
