import type { ModelDialect } from '../../../schemas/model.ts';
import type { AssistantPart, ModelMessage, ModelRequest, ToolDefinition, UserPart } from '../../model.ts';
import { shapedMessages } from '../wire/shaped-messages.ts';
import { inputObject } from '../wire/tool-input.ts';

/** How the Messages API is told to remember a prefix; five minutes is its default lifetime. */
interface CacheMark {
  readonly cache_control?: { type: 'ephemeral' };
}
type TextBlock = CacheMark & { type: 'text'; text: string };
type ToolResultBlock = CacheMark & { type: 'tool_result'; tool_use_id: string; content: string; is_error: boolean };
type UserBlock = TextBlock | ToolResultBlock;
type AssistantBlock = TextBlock | { type: 'tool_use'; id: string; name: string; input: unknown };

/** A part that only the model that made it can read: its thinking, or a paused turn's own blocks. */
export interface OpaqueBlock {
  readonly anthropicModel: string;
  readonly block: unknown;
}

/** The body of a request as plain data, without what needs the SDK. */
export interface AnthropicBody {
  readonly system: TextBlock[];
  readonly tools: (CacheMark & { name: string; description: string; input_schema: { type: 'object' } })[];
  readonly messages: ({ role: 'user'; content: UserBlock[] } | { role: 'assistant'; content: AssistantBlock[] })[];
}

/** The API takes four marks. */
const MOST_MARKS = 4;
const MARK: CacheMark = { cache_control: { type: 'ephemeral' } };

/**
 * Translates a request. `model` is the one being asked, `dialect` how it wants to be spoken to, `inWords` what the system text has to add.
 * One mark ends the system text (tools stand before it, so they are covered); the others follow the parts that ask for it.
 */
export function anthropicBody(
  request: ModelRequest,
  options: { readonly model: string; readonly dialect: ModelDialect; readonly inWords: string | null },
): AnthropicBody {
  const { dialect, inWords } = options;
  const caching = dialect.cacheMarks;
  const said = [request.system, inWords ?? ''].filter((text) => text !== '').join('\n\n');
  const { system: systemText, messages } = shapedMessages(request.messages, dialect, said);
  const marked = caching ? markedParts(messages) : new Set<UserPart>();
  const turns = messages.flatMap((message): AnthropicBody['messages'] => {
    if (message.role === 'user') {
      const content = message.parts.map((part) => userBlock(part, marked.has(part)));
      return content.length === 0 ? [] : [{ role: 'user', content }];
    }
    const content = message.parts.flatMap((part) => assistantBlock(part, options.model));
    return content.length === 0 ? [] : [{ role: 'assistant', content }];
  });
  return {
    system: systemText === '' ? [] : [{ type: 'text', text: systemText, ...(caching ? MARK : {}) }],
    tools: request.tools.map((tool, index) =>
      toolBlock(tool, caching && systemText === '' && index === request.tools.length - 1),
    ),
    messages: withoutTrailingSpace(turns),
  };
}

/** The API refuses a turn of the model that is to go on and ends with white space. */
function withoutTrailingSpace(turns: AnthropicBody['messages']): AnthropicBody['messages'] {
  const last = turns.at(-1);
  const block = last?.role === 'assistant' ? last.content.at(-1) : undefined;
  if (last?.role !== 'assistant' || block?.type !== 'text') return turns;
  const content = [...last.content.slice(0, -1), { ...block, text: block.text.trimEnd() }];
  return [...turns.slice(0, -1), { role: 'assistant', content }];
}

/**
 * Which parts carry a mark: the last one of a conversation that has tool results, so that the next round reads what this one wrote,
 * the first one that asks (the prefix that reviewers share), and then the latest ones that ask.
 */
function markedParts(messages: readonly ModelMessage[]): ReadonlySet<UserPart> {
  const parts = messages.flatMap((message) => (message.role === 'user' ? message.parts : []));
  const asking = parts.filter((part) => part.kind === 'text' && part.cache === true && part.text !== '');
  const last = parts.at(-1);
  const first = asking[0];
  const order = [
    ...(last?.kind === 'tool-result' ? [last] : []),
    ...(first === undefined ? [] : [first]),
    ...asking.toReversed(),
  ];
  return new Set([...new Set(order)].slice(0, MOST_MARKS - 1));
}

function toolBlock(tool: ToolDefinition, mark: boolean): AnthropicBody['tools'][number] {
  const input_schema = { ...tool.inputSchema, type: 'object' as const };
  return { name: tool.name, description: tool.description, input_schema, ...(mark ? MARK : {}) };
}

function userBlock(part: UserPart, mark: boolean): UserBlock {
  const cache = mark ? MARK : {};
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text, ...cache };
    case 'tool-result':
      return { type: 'tool_result', tool_use_id: part.callId, content: part.text, is_error: part.isError, ...cache };
  }
}

function assistantBlock(part: AssistantPart, model: string): AssistantBlock[] {
  switch (part.kind) {
    case 'text':
      return [{ type: 'text', text: part.text }];
    case 'tool-call':
      return [{ type: 'tool_use', id: part.callId, name: part.name, input: inputObject(part.input) }];
    case 'opaque':
      // After a failover another model answers; it refuses thoughts that are not its own, and can do without them.
      return isOwn(part.value, model) ? [part.value.block as AssistantBlock] : [];
  }
}

function isOwn(value: unknown, model: string): value is OpaqueBlock {
  return (
    typeof value === 'object' &&
    value !== null &&
    'anthropicModel' in value &&
    value.anthropicModel === model &&
    'block' in value
  );
}
