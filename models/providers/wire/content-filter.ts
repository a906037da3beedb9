import type { ModelError, ModelResponse } from '../../model.ts';
import { toldFailure } from './told-failure.ts';

/** By which words a filter in front of a model is known: Azure, OpenAI, and Alibaba's servers. */
const FILTERS: ReadonlySet<string> = new Set(['content_filter', 'content_policy_violation', 'data_inspection_failed']);

/** Whether a refused request was refused for what it says: not its form is wrong, and another model may well answer it. */
export function isContentFilter(status: number, body: string): boolean {
  if (status !== 400) return false;
  try {
    return FILTERS.has(toldFailure(JSON.parse(body))?.errorType ?? '');
  } catch {
    return false;
  }
}

/** What a filter said, as the refusal that it is; nothing was read and nothing is to be paid. */
export function filtered(
  { message, requestId }: Pick<ModelError, 'message' | 'requestId'>,
  model: string,
): ModelResponse {
  const usage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };
  const refusal = { category: 'content_filter', explanation: message };
  return { parts: [], stopReason: 'refusal', refusal, usage, model, requestId };
}
