import type { ModelCapability } from '../../../schemas/model.ts';

/** How much one loop may use. */
export interface LoopLimits {
  /** Model calls, repair included. */
  readonly calls: number;
  readonly toolCalls: number;
  /** Bytes of all tool results together. */
  readonly toolBytes: number;
  /** Time of the whole loop. */
  readonly wallClockMs: number;
  /** Tokens of one answer, thinking included. */
  readonly outputTokens: number;
}

const DEFAULT_LIMITS: LoopLimits = {
  calls: 24,
  toolCalls: 60,
  toolBytes: 400 * 1024,
  wallClockMs: 5 * 60_000,
  // Thinking counts: what reasons over a large change takes more than its answer.
  outputTokens: 32_000,
};

/** Shares of a model's context, in per cent, that tool results and one answer may fill. */
const TOOL_SHARE = 30;
const OUTPUT_SHARE = 20;
/** An answer that was cut gets more room, at most so much of the context. */
const MOST_OUTPUT_SHARE = 40;
/** A token is about three bytes of code. */
const BYTES_PER_TOKEN = 3;

/** The room for an answer that was cut at `room` tokens: twice as much, as far as the model and its context allow. */
export function roomAfterCut(
  room: number,
  { contextTokens, outputTokens }: Pick<ModelCapability, 'contextTokens' | 'outputTokens'>,
): number {
  const most = Math.min(outputTokens, Math.floor((contextTokens * MOST_OUTPUT_SHARE) / 100));
  return Math.max(room, Math.min(2 * room, most));
}

/** The limits for one model: a small context has less room for what tools return, and for an answer. */
export function limitsFor(
  { contextTokens, outputTokens }: Pick<ModelCapability, 'contextTokens' | 'outputTokens'>,
  wanted: Partial<LoopLimits> = {},
): LoopLimits {
  const limits = { ...DEFAULT_LIMITS, ...wanted };
  const share = (percent: number): number => Math.max(1, Math.floor((contextTokens * percent) / 100));
  return {
    ...limits,
    toolBytes: Math.min(limits.toolBytes, share(TOOL_SHARE) * BYTES_PER_TOKEN),
    outputTokens: Math.min(limits.outputTokens, outputTokens, share(OUTPUT_SHARE)),
  };
}
