import { z } from 'zod';
import { InfrastructureError, InputError, Problem } from '../../schemas/problem.ts';

/** An error as it goes over the pipe: enough to be shown, nothing that could hold a secret of the other process. */
export const PackedError = z.strictObject({
  kind: z.enum(['input', 'infrastructure', 'other']),
  what: z.string(),
  where: z.string().optional(),
  remedy: z.string().optional(),
});

export type PackedError = z.infer<typeof PackedError>;

export function packError(error: unknown): PackedError {
  if (!(error instanceof Problem)) {
    return { kind: 'other', what: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  const { message: what, where, remedy } = error;
  const kind = error instanceof InfrastructureError ? 'infrastructure' : 'input';
  return { kind, what, ...(where === undefined ? {} : { where }), ...(remedy === undefined ? {} : { remedy }) };
}

export function unpackError({ kind, ...details }: PackedError): Error {
  switch (kind) {
    case 'input':
      return new InputError(details);
    case 'infrastructure':
      return new InfrastructureError(details);
    case 'other':
      return new Error(details.what);
  }
}
