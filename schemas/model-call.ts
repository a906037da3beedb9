import { z } from 'zod';
import { Effort, ModelDialect } from './model.ts';
import { Digest } from './run.ts';

/** Any JSON object, for example a JSON Schema. */
const JsonObject = z.record(z.string(), z.unknown()).readonly();

/** A tool that a model may call. Its input is described by JSON Schema and checked with zod when a call comes back. */
export const ToolDefinition = z
  .strictObject({ name: z.string(), description: z.string(), inputSchema: JsonObject })
  .readonly();
export type ToolDefinition = z.infer<typeof ToolDefinition>;

/** What the caller says. `cache` asks the provider to remember everything up to and including this part. */
export const UserPart = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string(), cache: z.literal(true).exactOptional() }),
    z.strictObject({ kind: z.literal('tool-result'), callId: z.string(), text: z.string(), isError: z.boolean() }),
  ])
  .readonly();
export type UserPart = z.infer<typeof UserPart>;

/** What the model said. `opaque` is handed back to the provider as it came (thinking, a paused turn). */
export const AssistantPart = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: z.string() }),
    z.strictObject({ kind: z.literal('tool-call'), callId: z.string(), name: z.string(), input: z.unknown() }),
    z.strictObject({ kind: z.literal('opaque'), value: z.unknown() }),
  ])
  .readonly();
export type AssistantPart = z.infer<typeof AssistantPart>;

export const ModelMessage = z
  .discriminatedUnion('role', [
    z.strictObject({ role: z.literal('user'), parts: z.array(UserPart).readonly() }),
    z.strictObject({ role: z.literal('assistant'), parts: z.array(AssistantPart).readonly() }),
  ])
  .readonly();
export type ModelMessage = z.infer<typeof ModelMessage>;

/** JSON Schema that the final answer has to fit; the caller parses the text with zod all the same. */
export const OutputSchema = z.strictObject({ name: z.string(), jsonSchema: JsonObject }).readonly();
export type OutputSchema = z.infer<typeof OutputSchema>;

/**
 * One call. Plain data: the digest of its canonical JSON is the call's identity, in the log and in recordings, so the same
 * question is never paid for twice. For prompt caching `system`, `tools`, `output` and the first messages have to be
 * byte-identical between reviewers that share a model.
 */
export const ModelRequest = z
  .strictObject({
    system: z.string(),
    tools: z.array(ToolDefinition).readonly(),
    output: OutputSchema,
    messages: z.array(ModelMessage).readonly(),
    maxOutputTokens: z.int().min(1),
    /** The model may call no tool any more, although they stay described; absent: as it likes. */
    toolChoice: z.literal('none').exactOptional(),
    /** How much to think; absent: as the provider likes. */
    effort: Effort.exactOptional(),
  })
  .readonly();
export type ModelRequest = z.infer<typeof ModelRequest>;

/** Tokens as the provider counted them; null where it did not say (then the reservation counts, never zero). */
export const ModelUsage = z
  .strictObject({
    inputTokens: z.int().min(0).nullable(),
    cacheReadTokens: z.int().min(0),
    cacheWriteTokens: z.int().min(0),
    outputTokens: z.int().min(0).nullable(),
  })
  .readonly();
export type ModelUsage = z.infer<typeof ModelUsage>;

export const StopReason = z.enum(['end', 'tool-calls', 'max-tokens', 'refusal', 'pause', 'context-exceeded']);
export type StopReason = z.infer<typeof StopReason>;

/** Why a model refused, as far as its provider says it. */
export const Refusal = z
  .strictObject({ category: z.string().nullable(), explanation: z.string().nullable() })
  .readonly();
export type Refusal = z.infer<typeof Refusal>;

/** A refusal in words for the reader: of what kind, and what the provider says of it. */
export function whyRefused({ category, explanation }: Refusal): string {
  const words = [category, explanation].filter((part) => part !== null);
  return words.length === 0 ? 'without a reason' : words.join(': ');
}

/** A model that refused what another one answered then. */
export const Refuser = z.strictObject({ model: z.string(), ...Refusal.unwrap().shape }).readonly();
export type Refuser = z.infer<typeof Refuser>;

export const ModelResponse = z
  .strictObject({
    parts: z.array(AssistantPart).readonly(),
    stopReason: StopReason,
    /** Only beside the stop reason `refusal`. */
    refusal: Refusal.exactOptional(),
    /** Who was asked the same before and refused; absent where nobody was. */
    refusedBy: z.array(Refuser).readonly().exactOptional(),
    usage: ModelUsage,
    /** The model that answered, as the provider names it. */
    model: z.string(),
    /** The provider's id of the request, for support. */
    requestId: z.string().nullable(),
  })
  .readonly();
export type ModelResponse = z.infer<typeof ModelResponse>;

/** Millionths of a US dollar. */
const MicroUsd = z.int().min(0);

/** One attempt, before it is made. The reservation counts against the budget until the cost is known. */
export const AttemptStart = z
  .strictObject({
    /** Groups the attempts at one question. */
    call: z.string().min(1),
    attempt: z.int().min(1),
    step: z.string().min(1),
    provider: z.string(),
    host: z.string(),
    local: z.boolean(),
    model: z.string(),
    /** Digest of the canonical JSON of (provider/model id, request), and of the dialect where there is one. */
    requestDigest: Digest,
    request: ModelRequest,
    /** What was declared or learned about how to ask; absent where nothing was. */
    dialect: ModelDialect.partial().exactOptional(),
    reservedMicroUsd: MicroUsd,
  })
  .readonly();
export type AttemptStart = z.infer<typeof AttemptStart>;

const AttemptId = { call: z.string().min(1), attempt: z.int().min(1) };

/** How an attempt ended. An unknown cost is null and counts as its reservation. */
export const AttemptEnd = z
  .discriminatedUnion('state', [
    z.strictObject({
      ...AttemptId,
      state: z.literal('ok'),
      response: ModelResponse,
      costMicroUsd: MicroUsd.nullable(),
    }),
    z.strictObject({
      ...AttemptId,
      state: z.literal('failed'),
      error: z.string(),
      /** What was counted before it failed; absent where nothing was. */
      usage: ModelUsage.exactOptional(),
      costMicroUsd: MicroUsd.nullable(),
    }),
  ])
  .readonly();
export type AttemptEnd = z.infer<typeof AttemptEnd>;

/** A stretch of a text of `of` lines that a tool showed, both ends included; `path` as in the change set. */
export const SeenLines = z
  .strictObject({
    path: z.string(),
    what: z.enum(['head', 'patch']),
    first: z.int(),
    last: z.int(),
    of: z.int(),
  })
  .readonly();
export type SeenLines = z.infer<typeof SeenLines>;

/** What a tool answered: the same question about the same content is answered once. */
export const ToolAnswer = z
  .strictObject({ output: z.string(), isError: z.boolean(), seen: SeenLines.nullable() })
  .readonly();
export type ToolAnswer = z.infer<typeof ToolAnswer>;

/** The turn to ask a question, among the runs that are alive on one history. */
export const Turn = z
  .strictObject({
    /** What the turn is ended by; null where nobody waits for it. */
    id: z.string().nullable(),
    /** Another run was waited for: its answer may be there now. */
    waited: z.boolean(),
  })
  .readonly();
export type Turn = z.infer<typeof Turn>;

/** One use of a read-only tool by a model. */
export const ToolCallRecord = z
  .strictObject({
    step: z.string().min(1),
    tool: z.string().min(1),
    /** Digest of the canonical JSON of (tool, input, the commits it looked at). */
    requestDigest: Digest,
    input: z.unknown(),
    /** What the model was shown. */
    output: z.string(),
    isError: z.boolean(),
    seen: SeenLines.nullable(),
  })
  .readonly();
export type ToolCallRecord = z.infer<typeof ToolCallRecord>;

/** Stands for the name of a tool where a model gave none, or one that no server takes back. */
export const UNNAMED_TOOL = 'unnamed_tool';

/** What is read for every prompt before a model asks: journaled like a tool's answer, called by no model. */
export const EVIDENCE_PACK = 'evidence_pack';

/** In which batch of a provider a question waits: journaled like a tool's answer, called by no model. */
export const BATCH_NOTE = 'batch_note';

const Sum = z.strictObject({ microUsd: MicroUsd, tokens: z.int().min(0) }).readonly();

/** Money and tokens spent, in the run, in all runs of the pull request, and in the calendar month (UTC) of the repository. */
export const Spent = z.strictObject({ run: Sum, pullRequest: Sum, month: Sum }).readonly();
export type Spent = z.infer<typeof Spent>;
