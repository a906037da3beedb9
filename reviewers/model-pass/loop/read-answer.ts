import { z } from 'zod';

/**
 * The value of an answer, or what is wrong with it: `problem` for the model, in detail, and `reason` for people, which repeats nothing
 * that the model said.
 */
export type ReadAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly problem: string };

const MOST_CHARACTERS = 2_000;
const FENCED = /^```(?:json)?[ \t]*\r?\n([\s\S]*?)\r?\n```$/i;

/** Reads JSON, alone or in a code fence, and checks it. */
export function readAnswer<T>(text: string, schema: z.ZodType<T>): ReadAnswer<T> {
  const trimmed = text.trim();
  const json = parse(FENCED.exec(trimmed)?.[1] ?? trimmed);
  if (!json.ok) {
    return { ok: false, reason: 'the answer is not JSON', problem: `The answer is not JSON: ${json.problem}` };
  }
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const words = z.prettifyError(parsed.error);
  const short = words.length <= MOST_CHARACTERS ? words : `${words.slice(0, MOST_CHARACTERS)} [and more]`;
  const problem = `The answer does not fit the schema:\n${short}`;
  return { ok: false, reason: 'the answer does not fit the schema', problem };
}

function parse(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: error.message };
  }
}
