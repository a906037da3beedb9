import { z } from 'zod';
import { boundedJson } from './bounded-json.ts';
import { ANTHROPIC_BASE_URL, MESSAGES_VERSION } from './endpoint.ts';
import type { Provider } from './providers.ts';
import { toldContext } from './told-context.ts';
import { type Access, admitted } from './wire/access.ts';

/** A model that a server says it holds; null where it does not tell. */
interface HeldModel {
  /** The server's own name of it. */
  readonly id: string;
  readonly contextTokens: number | null;
  readonly tools: boolean | null;
  /** How many numbers it is made of, in billions. */
  readonly billions: number | null;
  /** What is uncertain about its context; null when nothing is. */
  readonly doubt: string | null;
}

/** What a server holds, or why it did not say. */
export type HeldModels =
  | { readonly ok: true; readonly models: readonly HeldModel[]; readonly left: number }
  | { readonly ok: false; readonly why: string };

/** Gateways list everything that they know: OpenRouter's list of some 400 models has 600 kB. */
const LIST_KILOBYTES = 4_096;
/** So many are shown of a server, and so many of an operator's own server are asked about one by one, four at a time. */
const MOST_MODELS = 500;
const MOST_ASKED = 40;
const ASKED_AT_ONCE = 4;

const Tokens = z.int().min(1);
/** As it can stand in a name of the configuration. */
const Id = z.string().regex(/^[^\s\p{C}]{1,200}$/u);
/** OpenAI's list, and what servers add to it: vLLM and SGLang, OpenRouter, Anthropic, Mistral, llama.cpp. */
const Listed = z.object({
  id: Id,
  max_model_len: Tokens.nullish().catch(null),
  context_length: Tokens.nullish().catch(null),
  max_input_tokens: Tokens.nullish().catch(null),
  max_context_length: Tokens.nullish().catch(null),
  supported_parameters: z.array(z.string()).nullish().catch(null),
  capabilities: z.object({ function_calling: z.boolean().optional() }).nullish().catch(null),
});
type Listed = z.infer<typeof Listed>;
const List = z.object({ data: z.array(z.unknown()) });
const Shown = z.object({
  capabilities: z.array(z.string()).optional().catch(undefined),
  details: z.object({ parameter_size: z.string().optional() }).optional().catch(undefined),
});

/**
 * Asks a server which models it holds and what they can: its list, and a server of the operator's own (on this machine, or one that gets no key)
 * about each of them, as `toldContext` does. Two seconds a question. Never throws.
 */
export async function heldModels(provider: Provider, access: Access, signal: AbortSignal): Promise<HeldModels> {
  if (provider.cloud !== null) return { ok: false, why: 'a cloud is not asked: its console lists them' };
  const headers = admitted(undefined, access);
  const { baseUrl = ANTHROPIC_BASE_URL, protocol } = provider;
  if (protocol === 'anthropic') headers.set('anthropic-version', MESSAGES_VERSION);
  const url = new URL(baseUrl);
  const version = protocol === 'anthropic' ? '/v1' : '';
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, '')}${version}/models`;
  if (protocol === 'anthropic') url.search = '?limit=1000';
  const answer = await boundedJson({ url, apiKey: null, headers, signal, mostKilobytes: LIST_KILOBYTES });
  if (!answer.ok) return answer;
  const list = List.safeParse(answer.value);
  if (!list.success) return { ok: false, why: 'its answer is no list of models' };
  const all = list.data.data.flatMap((row) => {
    const listed = Listed.safeParse(row);
    return listed.success ? [ofList(listed.data)] : [];
  });
  const shown = all.slice(0, MOST_MODELS);
  const isOwn = protocol === 'openai-compatible' && (provider.local || provider.plain);
  const models = isOwn ? await asked(shown, { baseUrl, access, signal }) : shown;
  return { ok: true, models, left: list.data.data.length - shown.length };
}

function ofList({ id, supported_parameters, capabilities, ...sizes }: Listed): HeldModel {
  const told = [sizes.max_model_len, sizes.context_length, sizes.max_input_tokens, sizes.max_context_length];
  return {
    id,
    contextTokens: told.find((size) => size !== null && size !== undefined) ?? null,
    tools: capabilities?.function_calling ?? supported_parameters?.includes('tools') ?? null,
    billions: null,
    doubt: null,
  };
}

interface OwnServer {
  readonly baseUrl: string;
  readonly access: Access;
  readonly signal: AbortSignal;
}

/** The same models with what the server tells of each; those that do not answer in words (they embed, they rank) are left out. */
async function asked(models: readonly HeldModel[], server: OwnServer): Promise<readonly HeldModel[]> {
  const told: (readonly HeldModel[])[] = [];
  const ask = async (from: number): Promise<void> => {
    const model = models[from];
    if (model === undefined) return;
    told[from] = from < MOST_ASKED ? await askedAbout(model, server) : [model];
    await ask(from + ASKED_AT_ONCE);
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, (_, at) => ask(at)));
  return told.flat();
}

async function askedAbout(model: HeldModel, { baseUrl, access, signal }: OwnServer): Promise<readonly HeldModel[]> {
  const { apiKey } = access;
  const question = { url: new URL('/api/show', new URL(baseUrl).origin), body: { model: model.id }, apiKey, signal };
  const [context, answer] = await Promise.all([
    model.contextTokens === null ? toldContext({ baseUrl, modelId: model.id, apiKey, signal }) : null,
    boundedJson(question),
  ]);
  const shown = answer.ok ? Shown.safeParse(answer.value).data : undefined;
  const can = shown?.capabilities;
  if (can !== undefined && can.length > 0 && !can.includes('completion')) return [];
  const size = /^(\d{1,6}(?:\.\d{1,6})?)B$/.exec(shown?.details?.parameter_size ?? '')?.[1];
  return [
    {
      ...model,
      contextTokens: model.contextTokens ?? context?.tokens ?? null,
      tools: model.tools ?? can?.includes('tools') ?? null,
      billions: size === undefined ? null : Number(size),
      doubt: context?.doubt ?? null,
    },
  ];
}
