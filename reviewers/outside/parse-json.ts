import type { z } from 'zod';
import { InputError, describeCause } from '../../schemas/problem.ts';

/** Parses JSON that another program wrote; a byte order mark, as Windows tools write it, is passed over. */
export function parseJson(text: string, where: string): unknown {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(bare);
  } catch (cause) {
    throw new InputError({
      what: bare.trim() === '' ? 'The file is empty.' : `The file is not JSON: ${describeCause(cause)}`,
      where,
      remedy: 'Write the file again; an interrupted run leaves half a file behind.',
      cause,
    });
  }
}

/** Checks a value against a schema; the error names the file and the place inside it. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown, at: JsonPlace): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [...at.path, ...(issue?.path ?? [])];
  throw misfit({ ...at, path }, issue?.message ?? 'does not fit');
}

/** A value inside a file. */
export interface JsonPlace {
  readonly where: string;
  readonly path: readonly PropertyKey[];
  /** What the reader should look at. */
  readonly remedy: string;
}

/** The error about one value inside a file. */
export function misfit(at: JsonPlace, message: string): InputError {
  return new InputError({ what: `${jsonPath(at.path)}: ${message}`, where: at.where, remedy: at.remedy });
}

/** `$.findings[3].line` */
function jsonPath(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    const name = String(step);
    return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
  });
  return `$${steps.join('')}`;
}
