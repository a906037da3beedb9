import type { CallerOptions, CallResult, ModelCaller } from '../../models/model-caller.ts';
import type { ModelRequest, ModelUsage } from '../../models/model.ts';
import { tokenFloor } from './prompt/token-floor.ts';

/**
 * Least share of the floor (`prompt/token-floor.ts`) that an honest count reaches: PLAIN of any count, DOUBTED of one against which something
 * else speaks. Of 910 prompts, made by our own code from commits of 23 public repositories in ten languages and from public pull requests, o200k,
 * cl100k and Llama 3 made at least 1.28 times the floor; of 184 of them Llama 2, Gemma 3, Qwen 3, DeepSeek 3 and Claude at least 1.30; of
 * repeated letters, signs, tables, base64, minified code and eight scripts no tokenizer made less than 1.00 times.
 */
const PLAIN = 0.9;
const DOUBTED = 1.1;

/** Prompts whose floors differ by less may well have as many tokens. */
const DIFFERENT = 1.05;
/** Servers' contexts are powers of two, and several keep the last place free. */
const SMALLEST_CONTEXT = 512;

/** What a server told about one prompt. */
interface Told {
  readonly floor: number;
  /** Null where it does not count. */
  readonly tokens: number | null;
}

/** Counts of all conversations on one model: the same one for prompts of different size tells of a limit. */
export type ToldCounts = Told[];

/** What the server of one conversation says that it read, held against what it was sent. */
export class ReadingAccount {
  readonly #own: Told[] = [];
  readonly #all: ToldCounts;

  constructor(all: ToldCounts = []) {
    this.#all = all;
  }

  /** The last answer came without a count. */
  get isUntold(): boolean {
    return this.#own.at(-1)?.tokens === null;
  }

  /** The same caller, listened to. */
  listen(caller: ModelCaller): ModelCaller {
    return {
      capability: caller.capability,
      call: async (request: ModelRequest, options: CallerOptions): Promise<CallResult> => {
        const result = await caller.call(request, options);
        this.note(request, result.response.usage);
        return result;
      },
    };
  }

  note(request: ModelRequest, usage: ModelUsage): void {
    const told = { floor: floorOf(request), tokens: tokensRead(usage) };
    this.#own.push(told);
    this.#all.push(told);
  }

  /** Why the server cannot have read all that it was sent; null where its account can be true. `doubted`: something else speaks against it. */
  shortfall(doubted: boolean): string | null {
    const cut = this.#own.find((told) => this.#isCut(told, doubted));
    if (cut === undefined) return null;
    const count = (tokens: number) => tokens.toLocaleString('en-US');
    return `its server read less than it was sent: it tells ${count(cut.tokens ?? 0)} tokens of a prompt of at least ${count(cut.floor)}. ${REMEDY}`;
  }

  #isCut({ tokens, floor }: Told, doubted: boolean): boolean {
    if (tokens === null) return false;
    const isLimit =
      isContextSize(tokens) ||
      this.#all.some(
        (other) => other.tokens === tokens && Math.max(other.floor, floor) > DIFFERENT * Math.min(other.floor, floor),
      );
    return tokens < floor * (doubted || isLimit ? DOUBTED : PLAIN);
  }
}

export const REMEDY =
  'Prompts are cut to its context: give it more (Ollama: num_ctx or OLLAMA_CONTEXT_LENGTH; llama.cpp: -c; vLLM: --max-model-len), or set capabilities.contextTokens to what it has';

/** What every server has to have read: not thoughts, tools and schemas, which some leave out or count apart. */
function floorOf({ system, messages }: ModelRequest): number {
  const texts = messages.flatMap(({ role, parts }) =>
    role === 'user' ? parts.map((part) => tokenFloor(part.text)) : [],
  );
  return texts.reduce((sum, floor) => sum + floor, tokenFloor(system));
}

/** Cached tokens were read, too. A server that says 0 does not count. */
function tokensRead({ inputTokens, cacheReadTokens, cacheWriteTokens }: ModelUsage): number | null {
  const sum = (inputTokens ?? 0) + cacheReadTokens + cacheWriteTokens;
  return inputTokens === null || sum === 0 ? null : sum;
}

function isContextSize(tokens: number): boolean {
  return tokens >= SMALLEST_CONTEXT - 1 && [tokens, tokens + 1].some((size) => Number.isInteger(Math.log2(size)));
}
