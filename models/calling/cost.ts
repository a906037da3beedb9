import type { ModelCapability } from '../../schemas/model.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { ModelRequest, ModelUsage } from '../model.ts';

/** A price of one US dollar for a million tokens is one millionth of a dollar for a token. Whole numbers keep sums exact. */
const PARTS = 1_000_000;

/** Of code and prose a token covers three or four bytes; two is what only very dense text needs. */
const BYTES_PER_TOKEN = 2;

/** What a call may take at most. */
export interface WorstCase {
  readonly microUsd: number;
  readonly tokens: number;
}

/** What a call cost in millionths of a US dollar, rounded up; null when the provider did not say what it counted. */
export function costOf({ price }: Pick<ModelCapability, 'price'>, usage: ModelUsage): number | null {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  return microUsd([
    [inputTokens, price.input],
    [cacheReadTokens, price.cacheRead],
    [cacheWriteTokens, price.cacheWrite],
    [outputTokens, price.output],
  ]);
}

/** All tokens of a call, cached ones included; null when the provider did not say. */
export function tokensOf({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: ModelUsage): number | null {
  if (inputTokens === null || outputTokens === null) return null;
  return inputTokens + cacheReadTokens + cacheWriteTokens + outputTokens;
}

/** The provider calls its own count an estimate that may be off by a little. */
const COUNT_MARGIN = 1.05;

/**
 * The whole request at the dearest input price, and the longest answer that was asked for. `counted`: the tokens of the request, where its provider
 * told them.
 */
export function worstCaseOf(
  { price }: Pick<ModelCapability, 'price'>,
  request: ModelRequest,
  counted: number | null = null,
): WorstCase {
  const most = worstTokensOf(request);
  const tokens = counted === null ? most : Math.min(most, Math.ceil(counted * COUNT_MARGIN) + request.maxOutputTokens);
  const output = request.maxOutputTokens;
  const dearest = Math.max(price.input, price.cacheWrite, price.cacheRead);
  const items = [[tokens - output, dearest] as const, [output, price.output] as const];
  return { microUsd: microUsd(items), tokens };
}

/** What counts for an attempt whose tokens nobody knows. */
export function worstTokensOf(request: ModelRequest): number {
  return Math.ceil(Buffer.byteLength(canonicalJson(request)) / BYTES_PER_TOKEN) + request.maxOutputTokens;
}

function microUsd(items: readonly (readonly [tokens: number, price: number])[]): number {
  const parts = items.reduce((sum, [tokens, price]) => sum + tokens * Math.round(price * PARTS), 0);
  return Math.ceil(parts / PARTS);
}
