import { type BatchRow, ModelError } from '../../model.ts';
import { type Access, secretsIn } from './access.ts';
import { modelErrorOf } from './provider-failure.ts';
import type { ToldFailure } from './told-failure.ts';

/** A row of a batch without an answer. */
export const failedRow = (error: ModelError): BatchRow => ({ state: 'failed', error });

/** A stand-in that the operator named may answer what was not answered in its day. */
export const EXPIRED: BatchRow = failedRow(
  new ModelError({
    kind: 'timeout',
    message: 'The batch expired before it was answered',
    wasSent: false,
    isFinal: true,
  }),
);

export const CANCELLED: BatchRow = failedRow(
  new ModelError({ kind: 'server', message: 'The batch was cancelled', wasSent: false, isFinal: true }),
);

/** Not charged. What may pass is not asked again in a further batch by itself: it would be waited for anew. */
export function uncharged(told: ToldFailure & { readonly status: number }, access: Access): ModelError {
  const words = told.message === '' ? 'The row of the batch failed' : told.message;
  const { kind, message } = modelErrorOf({ ...told, message: words, requestId: null }, secretsIn(access));
  // A failure of the server's is as good a reason for a stand-in as one of load: who is asked next is the operator's choice.
  return new ModelError({
    kind: kind === 'server' ? 'overloaded' : kind,
    message,
    status: told.status,
    wasSent: false,
    isFinal: true,
  });
}
