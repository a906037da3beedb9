import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { ModelRequest, ModelUsage } from '../model.ts';

/**
 * What a server may add to a prompt that we do not see: the template of its chat, its own words about tools, a gateway's system text. The
 * longest that is published, a gateway's guard rails, has some 6,000 tokens.
 */
const UNSEEN_TOKENS = 20_000;

/** Thinking that is not shown counts, and some servers look at the limit of an answer only between two pieces. */
const TIMES_THE_LIMIT = 2;

const NOTHING_KNOWN: ModelUsage = { inputTokens: null, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: null };

/**
 * What a server counted, as far as it can be: no tokenizer makes more tokens of a text than it has bytes, and no answer is longer than the
 * limit that was set and the bytes that came. What is beyond that is not known, and counts as what was put aside.
 */
export function believedUsage(usage: ModelUsage, request: ModelRequest, answer: unknown): ModelUsage {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
  const read = (inputTokens ?? 0) + cacheReadTokens + cacheWriteTokens;
  const isPrompt = read <= bytesOf(request) + UNSEEN_TOKENS;
  const mostSaid = TIMES_THE_LIMIT * request.maxOutputTokens + bytesOf(answer);
  const isAnswer = (outputTokens ?? 0) <= mostSaid;
  return { ...(isPrompt ? usage : NOTHING_KNOWN), outputTokens: isAnswer ? outputTokens : null };
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(canonicalJson(value));
}
