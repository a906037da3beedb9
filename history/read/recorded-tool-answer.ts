import { ToolAnswer } from '../../schemas/model-call.ts';
import type { Digest, TrustDomain } from '../../schemas/run.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * What a tool answered to exactly this question, in any run of the same trust domain. Bytes that were let go, or that this program does not
 * know any more, are no answer: looking again is what helps.
 */
export function recordedToolAnswer(
  tables: Tables,
  asked: { readonly requestDigest: Digest; readonly trust: TrustDomain },
): ToolAnswer | null {
  const digest = tables.toolCalls.answer(asked);
  const bytes = digest === null ? null : tables.artifacts.bytes(digest);
  if (bytes === null) return null;
  return ToolAnswer.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null;
}
