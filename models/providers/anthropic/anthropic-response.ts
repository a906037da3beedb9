import { z } from 'zod';
import { ModelError } from '../../model.ts';
import type { AssistantPart, ModelResponse, ModelUsage } from '../../model.ts';
import { isEnd, stopReasonOf } from '../wire/answer-ends.ts';
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
  readonly #blocks = new BlocksSoFar();

  /** It said why it ended: what comes behind is only what it counted. */
  get isWhole(): boolean {
    return this.#stop !== null && isEnd(this.#stop);
  }

  get size(): number {
    return this.#blocks.size + (this.#stop === null ? 0 : 1);
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
        return;
      case 'message_stop':
        return this.done();
      default:
        // Pings, the ends of blocks, and what is added to the protocol: by its own rules an unknown event is skipped.
        return;
    }
  }

  #addMessage({ model, content, stop_reason, usage }: Partial<MessageEvent>): void {
    this.#model ??= model || null;
    this.#count(usage);
    for (const block of content ?? []) this.#blocks.begin(block, null);
    this.#stop ??= stop_reason || null;
  }

  #count(usage: MessageUsage | undefined): void {
    for (const name of COUNTS) {
      this.#counts.set(name, larger(this.#counts.get(name) ?? null, counted(usage?.[name])));
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
    return { parts, stopReason, usage: this.#usage(parts), model: this.#model ?? asked, requestId };
  }

  #usage(parts: readonly AssistantPart[]): ModelUsage {
    const [input, output, read, written] = COUNTS.map((name) => this.#counts.get(name) ?? null);
    const isNothing = (input ?? 0) + (read ?? 0) + (written ?? 0) === 0;
    return {
      inputTokens: isNothing ? null : (input ?? null),
      cacheReadTokens: read ?? 0,
      cacheWriteTokens: written ?? 0,
      outputTokens: parts.length === 0 ? (output ?? null) : unlessZero(output ?? null),
    };
  }
}

const badAnswer = (message: string): ModelError => new ModelError({ kind: 'bad-answer', message });
