import { z } from 'zod';
import type { Contents, Inspection } from '../../../forge/forge.ts';
import type { ToolDefinition } from '../../../models/model.ts';
import type { SeenLines } from '../../../schemas/model-call.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import { untrusted } from '../prompt/untrusted.ts';

/** All that tools can reach: the change, and the two fixed trees behind it. Everything in here is redacted. */
export interface ToolWorld {
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  readonly inspection: Inspection;
}

/** What the model is shown. A refusal is an answer too: it says why, and what to ask instead. */
export interface ToolOutcome {
  readonly text: string;
  readonly isError: boolean;
  readonly seen?: SeenLines;
}

/** One read-only tool. */
export interface Tool {
  readonly definition: ToolDefinition;
  /** The input with its keys in a fixed order, or what is wrong with it, in words. */
  parse(
    input: unknown,
  ): { readonly ok: true; readonly input: unknown } | { readonly ok: false; readonly problem: string };
  /** Takes what `parse` returned. Never throws for anything that a model may ask. */
  execute(input: unknown, world: ToolWorld): Promise<ToolOutcome>;
}

interface ToolParts<Schema extends z.ZodObject> {
  readonly name: string;
  readonly description: string;
  readonly input: Schema;
  readonly execute: (input: z.infer<Schema>, world: ToolWorld) => Promise<ToolOutcome>;
}

/** Makes a tool of data and one function; what the model may say and what is let in come from one schema. */
export function defineTool<Schema extends z.ZodObject>({ name, description, input, execute }: ToolParts<Schema>): Tool {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
  return {
    definition: { name, description, inputSchema },
    parse: (said) => {
      const parsed = input.safeParse(withoutNulls(said));
      return parsed.success
        ? { ok: true, input: parsed.data }
        : { ok: false, problem: `The input does not fit: ${z.prettifyError(parsed.error).slice(0, 1000)}` };
    },
    execute: (said, world) => execute(input.parse(said), world),
  };
}

/** Models write null for what they leave out. */
function withoutNulls(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

/** Git's own words may name files: they are data. */
export function unavailable(what: string, reason: string): ToolOutcome {
  return refusal(`${what} not available:\n${untrusted('reason', reason)}`);
}

export function refusal(text: string): ToolOutcome {
  return { text, isError: true };
}
