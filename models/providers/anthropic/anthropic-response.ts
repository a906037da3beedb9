import { z } from 'zod';
import { ModelError } from '../../model.ts';
import type { ModelResponse, ModelUsage, Refusal } from '../../model.ts';
import { isEnd, refusalDetails, stopReasonOf } from '../wire/answer-ends.ts';
import { BlocksSoFar } from './anthropic-blocks.ts';
import { MessageEvent, type MessageUsage } from './anthropic-event.ts';
import { counted, larger, unlessZero } from '../wire/counted.ts';
import { modelErrorOf } from '../wire/provider-failure.ts';
import { toldFailure } from '../wire/told-failure.ts';

const COUNTS = ['input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'] as const;

/** Puts the events of a message together. */
export class MessageAnswer {
  #model: string | null = null;
  #stop: string | null = null;
  #isStopped = false;
  readonly #counts = new Map<string, number | null>();
  /** A count came that none can be: how long the prompt was is not known. */
  #isAbsurd = false;
  #refusal: Refusal | null = null;
  readonly #blocks = new BlocksSoFar();

  /** It said why it ended: what comes behind is only what it counted. */
  get isWhole(): boolean {
    return this.#stop !== null && isEnd(this.#stop);
  }

  get size(): number {
    return this.#blocks.size + (this.#stop === null ? 0 : 1);
  }

  get counted(): ModelUsage | null {
    return COUNTS.some((name) => (this.#counts.get(name) ?? null) !== null) ? this.#usage() : null;
  }

  /** Nothing comes any more. */
  get isClosed(): boolean {
    return this.#isStopped;
  }

  /** The last word of the other protocol, which gateways send behind this one, too. */
  done(): void {
    this.#isStopped = true;
  }

  /** Takes an event in. Throws a `ModelError` for a failure that it tells of, unless the answer was whole before. */
  add(raw: unknown): void {
    const failure = toldFailure(raw);
    if (failure !== null) {
      if (this.isWhole) return;
      throw modelErrorOf({ ...failure, requestId: null }, []);
    }
    const parsed = MessageEvent.safeParse(raw);
    if (!parsed.success) throw badAnswer(`A piece of the answer is not the protocol: ${z.prettifyError(parsed.error)}`);
    const event = parsed.data;
    switch (event.type) {
      case 'message_start':
        // What it has said by then is not what it will have said: a count of output that never comes stays unknown.
        this.#addMessage({ ...event.message, usage: { ...event.message?.usage, output_tokens: null } });
        return;
      case 'message':
        // Not a stream: the whole message.
        this.#addMessage(event);
        return this.done();
      case 'content_block_start':
        if (event.content_block) this.#blocks.begin(event.content_block, event.index);
        return;
      case 'content_block_delta':
        if (event.delta) this.#blocks.extend(event.delta, event.index);
        return;
      case 'message_delta':
        this.#count(event.usage);
        this.#stop ??= event.delta?.stop_reason || event.stop_reason || null;
        this.#refusal ??= event.delta?.stop_details ?? event.stop_details ?? null;
        return;
      case 'message_stop':
        return this.done();
      default:
        // Pings, the ends of blocks, and what is added to the protocol: by its own rules an unknown event is skipped.
        return;
    }
  }

  #addMessage({ model, content, stop_reason, stop_details, usage }: Partial<MessageEvent>): void {
    this.#model ??= model || null;
    this.#count(usage);
    for (const block of content ?? []) this.#blocks.begin(block, null);
    this.#stop ??= stop_reason || null;
    this.#refusal ??= stop_details ?? null;
  }

  #count(usage: MessageUsage | undefined): void {
    for (const name of COUNTS) {
      const told = usage?.[name] ?? null;
      const count = counted(told);
      if (told !== null && count === null && name !== 'output_tokens') this.#isAbsurd = true;
      this.#counts.set(name, larger(this.#counts.get(name) ?? null, count));
    }
  }

  /** The answer, once the stream has ended. Throws `cut` when it ended without saying why. */
  response(asked: string, requestId: string | null): ModelResponse {
    const parts = this.#blocks.parts(asked);
    // A stream that was ended properly and gave no reason ended normally, if it said something.
    if (this.#stop === null && !(this.#isStopped && parts.length > 0)) {
      throw new ModelError({ kind: 'cut', message: 'The stream ended before the answer did' });
    }
    const words = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    const word = this.#stop === null ? 'end' : stopReasonOf(this.#stop, words);
    const calls = parts.some(({ kind }) => kind === 'tool-call');
    const stopReason = word === 'end' && calls ? 'tool-calls' : word === 'tool-calls' && !calls ? 'end' : word;
    const answer = { parts, stopReason, usage: this.#usage(), model: this.#model ?? asked, requestId };
    return stopReason === 'refusal' ? { ...answer, refusal: refusalDetails(this.#refusal, this.#stop) } : answer;
  }

  #usage(): ModelUsage {
    const [input, output, read, written] = COUNTS.map((name) => this.#counts.get(name) ?? null);
    const isNothing = (input ?? 0) + (read ?? 0) + (written ?? 0) === 0;
    return {
      inputTokens: isNothing || this.#isAbsurd ? null : (input ?? null),
      cacheReadTokens: read ?? 0,
      cacheWriteTokens: written ?? 0,
      outputTokens: this.#blocks.size === 0 ? (output ?? null) : unlessZero(output ?? null),
    };
  }
}

const badAnswer = (message: string): ModelError => new ModelError({ kind: 'bad-answer', message });
