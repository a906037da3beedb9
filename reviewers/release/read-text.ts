import { z } from 'zod';
import type { Side } from '../../schemas/location.ts';
import type { CheckContext } from '../reviewer.ts';
import { describeCause } from '../../schemas/problem.ts';

/** Reads a file that is expected to be there; null when it is not, and a gap when it is but cannot be read. */
export async function readText(context: CheckContext, path: string, side: Side): Promise<string | null> {
  const content = await context.read(path, side);
  if (content.kind === 'text') return content.text;
  if (content.why !== 'missing') context.unavailable({ path, reason: content.reason });
  return null;
}

/** Runs a parser of foreign text; what it cannot read is a gap with the place, and null. */
export function parseOrGap<T>(context: CheckContext, path: string, parse: () => T): T | null {
  try {
    return parse();
  } catch (cause) {
    context.unavailable(gapOf(path, cause));
    return null;
  }
}

/** The gap that a text leaves which no parser takes. */
export function gapOf(path: string, cause: unknown): { readonly path: string; readonly reason: string } {
  return { path, reason: `cannot be read as what its name says: ${problemOf(cause)}` };
}

function problemOf(cause: unknown): string {
  if (cause instanceof z.ZodError) return z.prettifyError(cause).replace(/\s+/g, ' ').slice(0, 200);
  return describeCause(cause).split('\n', 1).join('').slice(0, 200);
}
