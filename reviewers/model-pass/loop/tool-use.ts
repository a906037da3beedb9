import type { AssistantPart, UserPart } from '../../../models/model.ts';
import { beforeAbort } from './before-abort.ts';
import type { LoopLimits } from './loop-limits.ts';
import type { Toolbox } from '../tools/toolbox.ts';

interface ToolUseOptions {
  /** Null where there are none. */
  readonly toolbox: Toolbox | null;
  readonly limits: Pick<LoopLimits, 'toolCalls' | 'toolBytes'>;
  readonly signal: AbortSignal;
}

/** Runs the tools that a model calls, as far as the limits of a loop go. */
export class ToolUse {
  /** Calls that were answered, refusals of the tools included. */
  calls = 0;
  #bytes = 0;
  #refused = false;
  readonly #options: ToolUseOptions;

  constructor(options: ToolUseOptions) {
    this.#options = options;
  }

  /** A call was not run, because of a limit or because there are no tools: the model should answer without them. */
  get isOver(): boolean {
    return this.#refused;
  }

  /** One result for each call of a turn, in their order, one after the other. */
  async answer(parts: readonly AssistantPart[]): Promise<readonly UserPart[]> {
    const results: UserPart[] = [];
    for (const part of parts) {
      if (part.kind !== 'tool-call') continue;
      results.push({ kind: 'tool-result', callId: part.callId, ...(await this.#run(part.name, part.input)) });
    }
    return results;
  }

  async #run(name: string, input: unknown): Promise<{ readonly text: string; readonly isError: boolean }> {
    const { toolbox, limits, signal } = this.#options;
    if (toolbox === null) return this.#refuse('There are no tools here.');
    if (this.calls >= limits.toolCalls || this.#bytes >= limits.toolBytes) {
      return this.#refuse('Not run: the limit of tool use is reached.');
    }
    signal.throwIfAborted();
    this.calls += 1;
    const { text, isError } = await beforeAbort(toolbox.call(name, input), signal);
    this.#bytes += Buffer.byteLength(text);
    return { text, isError };
  }

  #refuse(text: string): { readonly text: string; readonly isError: boolean } {
    this.#refused = true;
    return { text, isError: true };
  }
}
