import { z } from 'zod';
import { AwsSettings, GoogleSettings } from './cloud.ts';

/** How much thought a task is worth: `deep` (the judge), `standard`, `light`. */
export const ModelTier = z.enum(['deep', 'standard', 'light']);
export type ModelTier = z.infer<typeof ModelTier>;

/** How much a model should think, in the words that both protocols share. */
export const Effort = z.enum(['low', 'medium', 'high', 'xhigh', 'max']);
export type Effort = z.infer<typeof Effort>;

/** US dollars per million tokens. */
const Price = z.number().min(0);

/**
 * How a server wants to be spoken to where servers of one protocol differ. Said by the operator, or learned from a closed table
 * (`models/calling/learn-dialect.ts`); a server's words change nothing else.
 */
export const ModelDialect = z.strictObject({
  /** The name of the limit on an answer: OpenAI's newer models refuse the one that every other server knows. */
  outputLimit: z.enum(['max_tokens', 'max_completion_tokens']),
  /** `none`: the chat template has no system role, so that its text begins the first turn of the user. Never learned. */
  systemRole: z.enum(['system', 'developer', 'none']),
  /** The turns of user and model alternate strictly: what is said beside tool results is said within the last of them. */
  alternatingRoles: z.boolean(),
  /** A turn of the model may hold several tool calls; where it may not, each is told with its result. */
  parallelTools: z.boolean(),
  /** `stream_options` is understood, by which a stream is asked for its usage. */
  streamUsage: z.boolean(),
  /** Marks for a prompt cache are understood. */
  cacheMarks: z.boolean(),
  /** Thoughts that came beside an answer may be handed back. */
  thoughts: z.boolean(),
  /** How much to think may be said. */
  effort: z.boolean(),
  /** A key is understood by which requests with one prefix find the same cache. */
  cacheKey: z.boolean(),
  /** As in the capability; what was learned can only be less. */
  schemas: z.enum(['strict', 'json', 'none']),
});
export type ModelDialect = z.infer<typeof ModelDialect>;

/** What differs from the usual dialect. */
export type DialectChanges = Partial<ModelDialect>;

/** What a model can do and what it costs: one record a model, in one place, overridable by the operator. */
export const ModelCapability = z.strictObject({
  /** The provider's name of the model. */
  id: z.string().min(1),
  provider: z.enum(['anthropic', 'openai-compatible', 'recorded']),
  /** Models of one family may stand in for each other. */
  family: z.string().min(1),
  contextTokens: z.int().min(1),
  outputTokens: z.int().min(1),
  price: z.strictObject({ input: Price, output: Price, cacheRead: Price, cacheWrite: Price }),
  tools: z.boolean(),
  /** `strict`: the provider enforces the schema. `json`: it promises JSON only. `none`: the prompt has to ask. */
  schemas: z.enum(['strict', 'json', 'none']),
  /** The shortest prefix that the provider caches; null without caching. */
  minimumCacheTokens: z.int().min(1).nullable(),
  /** How deep it thinks, by the tier that it is fit for: who stands in, or verifies, is held against it. Absent where nobody knows. */
  depth: ModelTier.optional(),
  /** How much thinking may be asked for; absent where the model has one way of thinking, or nobody knows. */
  efforts: z.array(Effort).optional(),
  /** How much is said around a change; absent: short where the context is small. */
  prompts: z.enum(['full', 'short']).optional(),
  /** Conversations that its server has at the same time, where it has them one after the other; absent: as many as are wanted. */
  atOnce: z.int().min(1).max(100).optional(),
  /** By what the price is multiplied where requests go in batches; absent where it is not known to have any. */
  batchFactor: z.number().min(0).max(1).optional(),
  /** Absent where the operator said nothing about it. */
  dialect: ModelDialect.omit({ schemas: true }).partial().optional(),
});
export type ModelCapability = z.infer<typeof ModelCapability>;

/** How much is said around a change: everything, or what a small machine can read in time. */
export type PromptForm = NonNullable<ModelCapability['prompts']>;

/**
 * System text, brief, tools and the form of an answer have some 2,800 tokens in full (`scripts/measure-fixed-part.ts`): of a larger context than this
 * they are less than a sixth.
 */
const LARGEST_SHORT = 16_384;

/** The form of everything that one model is asked; what the operator says counts more than its context. */
export function promptForm({ contextTokens, prompts }: Pick<ModelCapability, 'contextTokens' | 'prompts'>): PromptForm {
  return prompts ?? (contextTokens > LARGEST_SHORT ? 'full' : 'short');
}

/** The process that asks models never sees these, whatever the configuration says. */
const NEVER_A_KEY = /^(?:GITHUB|ACTIONS|AWS|INPUT|RUNNER|GH)_/;

/** Name of an environment variable that may be handed to the process that asks models. */
const KeyVariable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/)
  .refine((name) => !NEVER_A_KEY.test(name), {
    error: 'a variable of the CI system or the cloud is never handed to a model: put the key into one of its own',
  });

/** Those that say where a request goes, whose it is or how long it is, and those that belong to one connection (RFC 9110). */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'authorization',
  'proxy-authorization',
  'cookie',
  'content-length',
  'content-type',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'accept-encoding',
  'x-api-key',
  'api-key',
]);
const ExtraHeader = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'the name of a header')
  .refine((name) => !OWN_HEADERS.has(name.toLowerCase()), {
    error: 'this header is set by Docket alone: the key goes by keyVariable and auth',
  });

/** What Docket itself says in a request, under the names of both protocols and of the servers behind them, and what limits an answer. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'system',
  'input',
  'prompt',
  'instructions',
  'tools',
  'tool_choice',
  'functions',
  'function_call',
  'parallel_tool_calls',
  'response_format',
  'output_config',
  'output_format',
  'format',
  'json_schema',
  'grammar',
  'guided_json',
  'guided_grammar',
  'guided_regex',
  'guided_choice',
  'structured_outputs',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'max_new_tokens',
  'min_tokens',
  'n_predict',
  'num_predict',
  'n',
  'best_of',
  'stop',
  'stop_sequences',
  '__proto__',
]);
const MOST_FIELD_CHARACTERS = 4_000;

function ownFieldsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(OWN_FIELDS.has(name) ? [name] : []),
    ...ownFieldsIn(inner),
  ]);
}

const ExtraFields = z
  .record(z.string().min(1).max(100), z.json())
  .refine((fields) => ownFieldsIn(fields).length === 0, {
    error: ({ input }) => `what Docket says itself cannot be replaced: ${ownFieldsIn(input).join(', ')}`,
  })
  .refine((fields) => JSON.stringify(fields).length <= MOST_FIELD_CHARACTERS, {
    error: `more than ${MOST_FIELD_CHARACTERS} characters`,
  });

/** An hour: longer than any review waits. */
const Seconds = z.int().min(1).max(3_600);

/** Where models of one provider are asked, and how. All of it is the operator's. */
export const ProviderSettings = z.strictObject({
  kind: z.enum(['anthropic', 'openai-compatible', 'bedrock', 'vertex']),
  aws: AwsSettings.optional().describe('Where and as whom Bedrock is asked; for the kind bedrock.'),
  google: GoogleSettings.optional().describe('Where and as whom Vertex AI is asked; for the kind vertex.'),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  keyVariable: KeyVariable.optional().describe(
    'Name of the environment variable that holds the key; never the key itself.',
  ),
  apiKeyHelper: z
    .array(z.string().min(1))
    .min(1)
    .max(50)
    .refine(([program = '']) => !program.includes('/') || program.startsWith('/'), {
      error: 'name the program by its absolute path, or by a name that is looked for on PATH',
    })
    .optional()
    .describe('A program and its arguments, run without a shell, that prints the key; instead of keyVariable.'),
  auth: z
    .enum(['bearer', 'x-api-key', 'api-key'])
    .optional()
    .describe('The header that carries the key. Default: x-api-key for anthropic, bearer for openai-compatible.'),
  headers: z
    .record(ExtraHeader, KeyVariable)
    .optional()
    .describe('Further headers: names, and the environment variables that hold their values.'),
  body: ExtraFields.optional().describe(
    'Further fields of every request, for example num_ctx; none that Docket says itself.',
  ),
  timeouts: z
    .strictObject({ call: Seconds.optional(), silence: Seconds.optional(), progress: Seconds.optional() })
    .optional()
    .describe('Seconds: one call (300), without a byte (60), without a piece of the answer (120).'),
  dialect: ModelDialect.omit({ schemas: true })
    .partial()
    .optional()
    .describe('How the server wants to be spoken to, where servers of one protocol differ.'),
});
export type ProviderSettings = z.infer<typeof ProviderSettings>;

/** A provider answers a batch within a day, or lets it expire. */
const MOST_BATCH_MINUTES = 24 * 60;
/** How answers are waited for that come by batches. */
export const BatchSettings = z.strictObject({
  minutes: z
    .int()
    .min(1)
    .max(MOST_BATCH_MINUTES)
    .default(MOST_BATCH_MINUTES)
    .describe('How long one pass waits for its batches, all rounds together. Default: 1440.'),
  ordinary: z
    .boolean()
    .default(false)
    .describe('Ask once more, at full price, where a batch failed for a reason that may pass. Default: false.'),
});

/** `true` is the defaults. */
export const BatchWish = z.union([z.boolean(), BatchSettings]);
