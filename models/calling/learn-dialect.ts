import type { DialectChanges, ModelCapability, ModelDialect } from '../../schemas/model.ts';
import type { Model, ModelError } from '../model.ts';
import { dialectOf } from '../providers/wire/dialect.ts';

/** What was learned of a model so far in this run. */
export interface Learned {
  readonly changes: DialectChanges;
  /** The steps taken, by name, and what was known after each of them. */
  readonly steps: readonly { readonly name: string; readonly changes: DialectChanges }[];
}

export const NOTHING_LEARNED: Learned = { changes: {}, steps: [] };

/** One thing that a server may refuse, by what words it is known, and what is done about it: always the same, whatever else it says. */
interface Step {
  readonly name: string;
  readonly change: DialectChanges;
  readonly isMeant: (words: string, dialect: ModelDialect) => boolean;
}

/** The statuses by which servers refuse a form: 400, and 422 where the form is checked before anything else (FastAPI, Mistral). */
const REFUSALS: ReadonlySet<number | null> = new Set([400, 422]);
const REFUSES =
  /unsupported|not support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed|invalid|extra inputs|extra_forbidden|forbidden|cannot|does not|must be|not available|instead|only/i;
const SCHEMA = /json_schema|json_object|response_format|structured output|output_config|output_format|grammar/i;

/**
 * Everything that is learned from a server's words. The endpoint, the model, the tools and the place of the system text are not among it:
 * those are the operator's alone. Wordings: OpenAI and Azure, vLLM, SGLang, llama.cpp, LiteLLM, Mistral, Groq, Anthropic and its gateways.
 */
const STEPS: readonly Step[] = [
  {
    name: 'max_completion_tokens',
    change: { outputLimit: 'max_completion_tokens' },
    isMeant: (words, { outputLimit }) =>
      outputLimit === 'max_tokens' && /\bmax_tokens\b/.test(words) && /\bmax_completion_tokens\b/.test(words),
  },
  {
    name: 'max_tokens',
    change: { outputLimit: 'max_tokens' },
    isMeant: (words, { outputLimit }) =>
      outputLimit === 'max_completion_tokens' && /\bmax_completion_tokens\b/.test(words) && REFUSES.test(words),
  },
  {
    name: 'no stream_options',
    change: { streamUsage: false },
    isMeant: (words, { streamUsage }) =>
      streamUsage && /stream_options|include_usage/.test(words) && REFUSES.test(words),
  },
  {
    name: 'no effort',
    change: { effort: false },
    isMeant: (words, { effort }) =>
      effort && /reasoning_effort|output_config\.effort|['"`]effort\b/.test(words) && REFUSES.test(words),
  },
  {
    name: 'no cache key',
    change: { cacheKey: false },
    isMeant: (words, { cacheKey }) => cacheKey && /prompt_cache_key/.test(words) && REFUSES.test(words),
  },
  {
    name: 'no cache marks',
    change: { cacheMarks: false },
    isMeant: (words, { cacheMarks }) => cacheMarks && /cache_control/.test(words) && REFUSES.test(words),
  },
  {
    name: 'no thoughts',
    change: { thoughts: false },
    isMeant: (words, { thoughts }) =>
      thoughts && /reasoning_content|['".]reasoning\b/.test(words) && REFUSES.test(words),
  },
  {
    name: 'one tool call a turn',
    change: { parallelTools: false },
    isMeant: (words, { parallelTools }) =>
      parallelTools &&
      /single tool[- ]calls?|parallel tool[- ]calls?|one tool call|multiple tool[- ]calls?/i.test(words) &&
      REFUSES.test(words),
  },
  {
    name: 'alternating roles',
    change: { alternatingRoles: true },
    isMeant: (words, { alternatingRoles }) =>
      !alternatingRoles && /must alternate|alternat(?:e|ing) between|after role|expected last role/i.test(words),
  },
  {
    name: 'JSON without a schema',
    change: { schemas: 'json' },
    isMeant: (words, { schemas }) =>
      schemas === 'strict' && /json_object/.test(words) && SCHEMA.test(words) && REFUSES.test(words),
  },
  {
    name: 'the schema in words',
    change: { schemas: 'none' },
    isMeant: (words, { schemas }) => schemas !== 'none' && SCHEMA.test(words) && REFUSES.test(words),
  },
];

/** What the operator alone can say about a refusal, and how. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /system (?:role|message|prompt)/i,
    'if its template has no system role, say dialect.systemRole: none for it (docs/models.md); Docket never moves the system text by itself',
  ],
  [
    /(?:not|n't) support tool|tool.{0,40}not supported|tool-call-parser|auto-tool-choice|tool use is not/i,
    'if it has no tools, say capabilities.<model>.tools: false (docs/models.md); Docket never leaves them out by itself',
  ],
];

/** The next step after a refusal; null where its words are in no row, where the step was taken, or where the operator has spoken. */
export function nextStep(
  model: Pick<Model, 'capability' | 'host'>,
  { changes, steps }: Learned,
  error: ModelError,
): Learned['steps'][number] | null {
  if (error.kind !== 'bad-request' || !REFUSALS.has(error.status)) return null;
  const dialect = dialectOf(model.capability, model.host, changes);
  const step = STEPS.find(
    ({ name, change, isMeant }) =>
      !steps.some((taken) => taken.name === name) &&
      !isDeclared(model.capability, change) &&
      !isLearned(changes, change) &&
      isMeant(error.message, dialect),
  );
  return step === undefined ? null : { name: step.name, changes: { ...changes, ...step.change } };
}

/** What the operator may want to say; null where nothing is known about it. */
export function adviceOn(error: ModelError): string | null {
  if (error.kind !== 'bad-request') return null;
  return ADVICE.find(([words]) => words.test(error.message))?.[1] ?? null;
}

/** Nothing is learned back: words that name both forms would else lead to and fro. The schema has two steps, both down. */
function isLearned(changes: DialectChanges, change: DialectChanges): boolean {
  return Object.keys(change).some((field) => field !== 'schemas' && Object.hasOwn(changes, field));
}

function isDeclared({ dialect = {} }: ModelCapability, change: DialectChanges): boolean {
  const declared = new Map(Object.entries(dialect));
  return Object.keys(change).some((field) => declared.get(field) !== undefined);
}
