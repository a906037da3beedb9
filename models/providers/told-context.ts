import { z } from 'zod';
import { boundedJson, type SmallQuestion } from './bounded-json.ts';

/** Where a server is asked, and for which of its models. */
export interface ContextQuestion {
  /** Of an OpenAI-compatible provider. */
  readonly baseUrl: string;
  readonly modelId: string;
  readonly apiKey: string | null;
  readonly signal: AbortSignal;
}

export interface ToldContext {
  /** Null when the server does not tell. */
  readonly tokens: number | null;
  /** Conversations at the same time, where the server has a few slots; absent where it does not tell. */
  readonly atOnce?: number;
  /** What is uncertain about it; null when nothing is. */
  readonly doubt: string | null;
}

/** Where Ollama cuts prompts when neither the model nor the server was given a size. The server's own setting is nowhere to be read. */
const OLLAMA_DEFAULT = 4_096;

const Tokens = z.int().min(1);
/** As many as a record of a model can say. */
const MOST_AT_ONCE = 100;
/** Ollama loads a model with one slot unless `OLLAMA_NUM_PARALLEL` says otherwise, and tells nobody. */
const OLLAMA_SLOTS = 1;
const LlamaProps = z.object({
  default_generation_settings: z.object({ n_ctx: Tokens }),
  total_slots: z.unknown().optional(),
});
const ModelList = z.object({ data: z.array(z.object({ id: z.string(), max_model_len: z.unknown().optional() })) });
const OllamaModel = z.object({ model_info: z.record(z.string(), z.unknown()), parameters: z.string().optional() });

type Read = (value: unknown, modelId: string) => ToldContext | null;

/** Asks a server for the context of a model in the three ways that servers know, all at once: two seconds at most. Never throws. */
export async function toldContext({ baseUrl, modelId, apiKey, signal }: ContextQuestion): Promise<ToldContext> {
  const { origin } = new URL(baseUrl);
  const ask = async (what: string, read: Read, question: Pick<SmallQuestion, 'url' | 'body'>) => {
    const answer = await boundedJson({ ...question, apiKey, signal });
    const told = answer.ok ? read(answer.value, modelId) : null;
    return { told, why: `${what}: ${answer.ok ? 'no context in it' : answer.why}` };
  };
  // Most trusted first: llama.cpp and SGLang answer in Ollama's way, too, where the answer means something else.
  const answers = await Promise.all([
    ask('/props', ofLlama, { url: new URL('/props', origin) }),
    ask('/models', ofList, { url: listUrl(baseUrl) }),
    ask('/api/show', ofOllama, { url: new URL('/api/show', origin), body: { model: modelId } }),
  ]);
  const first = answers.find(({ told }) => told !== null)?.told;
  return first ?? { tokens: null, doubt: `its server tells none (${answers.map(({ why }) => why).join(', ')})` };
}

/** llama.cpp: the context of one slot, and how many there are. */
function ofLlama(value: unknown): ToldContext | null {
  const props = LlamaProps.safeParse(value);
  if (!props.success) return null;
  const slots = Tokens.max(MOST_AT_ONCE).safeParse(props.data.total_slots);
  const tokens = props.data.default_generation_settings.n_ctx;
  return { tokens, doubt: null, ...(slots.success && { atOnce: slots.data }) };
}

/** vLLM and SGLang. */
function ofList(value: unknown, modelId: string): ToldContext | null {
  const list = ModelList.safeParse(value);
  const model = list.success ? list.data.data.find(({ id }) => id === modelId) : undefined;
  const tokens = Tokens.safeParse(model?.max_model_len);
  return tokens.success ? { tokens: tokens.data, doubt: null } : null;
}

/** Ollama: what the model could take, and what it is given. */
function ofOllama(value: unknown): ToldContext | null {
  const model = OllamaModel.safeParse(value);
  if (!model.success) return null;
  const lengths = Object.entries(model.data.model_info).flatMap(([key, length]) => {
    const tokens = Tokens.safeParse(length);
    return key.endsWith('.context_length') && tokens.success ? [tokens.data] : [];
  });
  const given = Tokens.safeParse(Number(/^num_ctx\s+(\d+)\s*$/m.exec(model.data.parameters ?? '')?.[1]));
  if (given.success) return { tokens: Math.min(given.data, ...lengths), doubt: null, atOnce: OLLAMA_SLOTS };
  if (lengths.length === 0) return null;
  const doubt = 'Ollama does not tell what it was given by OLLAMA_CONTEXT_LENGTH, and the model has no num_ctx';
  return { tokens: Math.min(OLLAMA_DEFAULT, ...lengths), doubt, atOnce: OLLAMA_SLOTS };
}

function listUrl(baseUrl: string): URL {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, '')}/models`;
  return url;
}
