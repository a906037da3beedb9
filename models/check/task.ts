import { z } from 'zod';
import type { AssistantPart, ModelRequest } from '../model.ts';

/** One question and how to judge the answer to it. */
export interface CheckTask {
  readonly request: ModelRequest;
  /** How many of `of` were right; what was wrong otherwise. */
  judge(parts: readonly AssistantPart[]): { readonly valid: number; readonly mistake: string | null };
  readonly of: number;
}

export const SYSTEM =
  'You take part in a test of tool calls, structured answers and exact quotation. Do precisely what is asked.';

export const output = (name: string, schema: z.ZodType): ModelRequest['output'] => ({
  name,
  jsonSchema: z.toJSONSchema(schema),
});
export const user = (text: string): ModelRequest['messages'] => [{ role: 'user', parts: [{ kind: 'text', text }] }];

export const RIGHT = { valid: 1, mistake: null } as const;
export const wrong = (mistake: string) => ({ valid: 0, mistake });

/** The text of an answer as JSON; undefined when it is none. */
export function parsed(parts: readonly AssistantPart[]): unknown {
  try {
    return JSON.parse(parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''));
  } catch {
    return undefined;
  }
}
