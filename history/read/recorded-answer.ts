import { InfrastructureError } from '../../schemas/problem.ts';
import { ModelResponse } from '../../schemas/model-call.ts';
import type { Digest, TrustDomain } from '../../schemas/run.ts';
import { unpack } from '../tables/artifacts.ts';
import type { RecordedAnswer } from '../write/call-recorder.ts';
import type { StoredAnswer } from '../tables/model-calls.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * The newest answer to exactly this request, given to a run of the same trust domain, that can still be read. A refusal is none: text under
 * review can provoke one, and asking again may help.
 */
export function recordedAnswer(
  tables: Tables,
  asked: { readonly requestDigest: Digest; readonly trust: TrustDomain },
): RecordedAnswer | null {
  for (const from of tables.modelCalls.answers(asked)) {
    const response = responseOf(from);
    if (response !== null && response.stopReason !== 'refusal')
      return { response, costMicroUsd: from.costMicroUsd ?? from.reservedMicroUsd, from };
  }
  return null;
}

/** Damaged bytes, and an answer in words that this program does not know, are no answer: asking again is what helps. */
function responseOf({ responseDigest, zstd, size }: StoredAnswer): ModelResponse | null {
  try {
    const bytes = unpack({ digest: responseDigest, zstd, size });
    return ModelResponse.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null;
  } catch (error) {
    if (error instanceof InfrastructureError || error instanceof SyntaxError) return null;
    throw error;
  }
}
