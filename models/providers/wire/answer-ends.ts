import { ModelError } from '../../model.ts';
import type { ModelErrorKind, Refusal, StopReason } from '../../model.ts';

/**
 * The words by which servers end an answer, both protocols in one table, because gateways mix them: the Messages API, chat completions,
 * Gemini's compatible endpoint, Mistral, DeepSeek, Ollama and vLLM as documented in 2026.
 */
const ENDS: Readonly<Record<string, StopReason>> = {
  stop: 'end',
  eos: 'end',
  eos_token: 'end',
  end: 'end',
  end_turn: 'end',
  stop_sequence: 'end',
  stop_token: 'end',
  complete: 'end',
  completed: 'end',
  done: 'end',
  finish: 'end',
  tool_calls: 'tool-calls',
  tool_call: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  length: 'max-tokens',
  max_tokens: 'max-tokens',
  max_output_tokens: 'max-tokens',
  content_filter: 'refusal',
  refusal: 'refusal',
  safety: 'refusal',
  recitation: 'refusal',
  blocklist: 'refusal',
  prohibited_content: 'refusal',
  spii: 'refusal',
  pause_turn: 'pause',
  model_length: 'context-exceeded',
  model_context_window_exceeded: 'context-exceeded',
};

/** Ends that only say that it refused, and not of what kind. */
const PLAIN_REFUSALS: ReadonlySet<string> = new Set(['refusal', 'content_filter']);

/** A refusal as it is kept: what the server says of it, else the word by which it ended, where that names a kind. */
export function refusalDetails(told: Refusal | null, word: string | null): Refusal {
  const key = word === null ? null : keyOf(word);
  const named = key === null || PLAIN_REFUSALS.has(key) || ENDS[key] !== 'refusal' ? null : key;
  return { category: shortened(told?.category) ?? named, explanation: shortened(told?.explanation) };
}

const LONGEST_EXPLANATION = 500;

/** On one line: a server repeats what it was sent. */
function shortened(text: string | null | undefined): string | null {
  const line = (text ?? '').replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line === '' ? null : line.slice(0, LONGEST_EXPLANATION).toWellFormed();
}

/** Words by which a server says that it failed, in the place of an end. */
const FAILURES: Readonly<Record<string, ModelErrorKind>> = {
  error: 'server',
  network_error: 'server',
  internal_error: 'server',
  server_error: 'server',
  malformed_function_call: 'cut',
  abort: 'cut',
  aborted: 'cut',
  cancelled: 'cut',
  insufficient_system_resource: 'overloaded',
  overloaded: 'overloaded',
  rate_limit: 'rate-limited',
  timeout: 'timeout',
};

/** Whether an answer that ended with this word is whole: neither a failure nor a word that nobody knows. */
export function isEnd(word: string): boolean {
  return Object.hasOwn(ENDS, keyOf(word));
}

const keyOf = (word: string): string => word.trim().toLowerCase().replaceAll('-', '_');

const LONGEST_WORD = 80;

/**
 * What an end means. Throws a `ModelError` for a failure that is told as an end, and for a word that nobody knows: taking it for a normal
 * end could turn a failure into an all-clear. `beside` is what the server said beside it, for the message.
 */
export function stopReasonOf(word: string, beside = ''): StopReason {
  const key = keyOf(word);
  const end = Object.hasOwn(ENDS, key) ? ENDS[key] : undefined;
  if (end !== undefined) return end;
  const kind = Object.hasOwn(FAILURES, key) ? FAILURES[key] : undefined;
  const shown = word.slice(0, LONGEST_WORD);
  const words = beside.trim() === '' ? '' : `: ${beside.trim()}`;
  if (kind !== undefined) throw new ModelError({ kind, message: `The answer ended with "${shown}"${words}` });
  throw new ModelError({
    kind: 'bad-answer',
    message: `The answer ended for an unknown reason: ${shown || 'none given'}`,
  });
}
