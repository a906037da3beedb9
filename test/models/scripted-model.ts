import {
  type CallOptions,
  type Model,
  ModelError,
  type ModelErrorKind,
  type ModelRequest,
  type ModelResponse,
} from '../../models/model.ts';
import type { ModelCapability } from '../../schemas/model.ts';

/** How a scripted model behaves when it is asked once. */
export type Behaviour = (options: CallOptions, request: ModelRequest) => Promise<ModelResponse>;

/** A model in this process, with its memory of what it was asked. */
export interface ScriptedModel extends Model {
  readonly asked: readonly ModelRequest[];
}

export const capability = (id: string, more: Partial<ModelCapability> = {}): ModelCapability => ({
  id,
  provider: 'anthropic',
  family: 'claude',
  contextTokens: 200_000,
  outputTokens: 8_000,
  price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  tools: true,
  schemas: 'strict',
  minimumCacheTokens: 1024,
  ...more,
});

export const request = (text: string, maxOutputTokens = 1_000): ModelRequest => ({
  system: 'Review.',
  tools: [],
  output: { name: 'answer', jsonSchema: { type: 'object' } },
  messages: [{ role: 'user', parts: [{ kind: 'text', text }] }],
  maxOutputTokens,
});

export const response = (text: string, usage: Partial<ModelResponse['usage']> = {}): ModelResponse => ({
  parts: [{ kind: 'text', text }],
  stopReason: 'end',
  usage: { inputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 10, ...usage },
  model: 'scripted',
  requestId: 'req_1',
});

/** A model of another machine that behaves as the script says; asked once more, it throws. */
export function scriptedModel(
  script: readonly Behaviour[],
  {
    id = 'claude-test',
    local = false,
    more = {},
  }: { id?: string; local?: boolean; more?: Partial<ModelCapability> } = {},
): ScriptedModel {
  const asked: ModelRequest[] = [];
  return {
    capability: capability(id, more),
    host: 'models.example:443',
    local,
    asked,
    call(question, options) {
      const behaviour = script[asked.length];
      asked.push(question);
      if (behaviour === undefined) return Promise.reject(new Error(`${id} was asked ${asked.length} times`));
      return behaviour(options, question);
    },
  };
}

export const answers =
  (text: string, usage: Partial<ModelResponse['usage']> = {}): Behaviour =>
  async ({ onFirstEvent }) => {
    onFirstEvent?.();
    return response(text, usage);
  };

export const fails =
  (kind: ModelErrorKind, more: { status?: number; retryAfterMs?: number } = {}): Behaviour =>
  () =>
    Promise.reject(new ModelError({ kind, message: `it is ${kind}`, ...more }));

/** Says nothing until the signal aborts. */
export const hangs: Behaviour = ({ signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new ModelError({ kind: 'aborted', message: 'stopped' })));
  });

/** Says nothing, ever, and does not heed its signal. */
export const isDeaf: Behaviour = () => new Promise(() => undefined);

/** The characters of a sentence. */
const PIECE = 80;

/** Sends a piece every so often, and ends after so many. */
export const drips =
  (everyMs: number, pieces: number): Behaviour =>
  async (given, asked) => {
    const { onProgress } = given;
    return trickles(everyMs, pieces)(
      { ...given, onActivity: () => (given.onActivity?.(), onProgress?.(PIECE)) },
      asked,
    );
  };

/** Sends a byte or a ping every so often, by which the answer does not grow, and ends after so many. */
export const trickles =
  (everyMs: number, bytes: number): Behaviour =>
  async ({ onFirstEvent, onActivity }) => {
    onFirstEvent?.();
    for (let byte = 0; byte < bytes; byte += 1) {
      await new Promise((resolve) => void setTimeout(resolve, everyMs));
      onActivity?.();
    }
    return response('dripped');
  };
