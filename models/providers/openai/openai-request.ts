import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import type { ModelDialect } from '../../../schemas/model.ts';
import type { AssistantPart, ModelMessage, ModelRequest, OutputSchema, ToolDefinition, UserPart } from '../../model.ts';
import { shapedMessages } from '../wire/shaped-messages.ts';
import { inputObject } from '../wire/tool-input.ts';

interface FunctionCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** A message of the chat completions API. */
export type ChatMessage =
  | { role: 'system' | 'developer' | 'user'; content: string }
  | { role: 'assistant'; content: string | null; tool_calls?: FunctionCall[] }
  | { role: 'tool'; tool_call_id: string; content: string };

/** Thoughts that came beside the answer go back under the name that they came with, to the model that made them. */
export interface Reasoning {
  readonly openAiModel: string;
  readonly field: 'reasoning_content' | 'reasoning';
  readonly text: string;
}

const NO_TOOLS = 'You have no tools in this conversation. Answer from what you were given; do not ask for a tool.';

interface Wishes {
  readonly model: string;
  /** Whether the server knows tools. */
  readonly tools: boolean;
  readonly dialect: ModelDialect;
}

/** The messages of a request. `inWords` is what the system text has to add. */
export function chatMessages(
  request: ModelRequest,
  options: Wishes & { readonly inWords: string | null },
): ChatMessage[] {
  const noTools = !options.tools && request.tools.length > 0 ? NO_TOOLS : '';
  const said = [request.system, noTools, options.inWords ?? ''].filter((text) => text !== '').join('\n\n');
  const { system, messages } = shapedMessages(request.messages, options.dialect, said);
  const role = options.dialect.systemRole === 'developer' ? 'developer' : 'system';
  const turn = options.tools ? turnWithTools : turnInWords;
  return [
    ...(system === '' ? [] : [{ role, content: system } as const]),
    ...messages.flatMap((message) => turn(message, options)),
  ];
}

/** A tool as the API wants it. */
export function chatTool(tool: ToolDefinition) {
  const { name, description, inputSchema } = tool;
  return { type: 'function' as const, function: { name, description, parameters: { ...inputSchema } } };
}

/** The strictest form of `response_format` that a server with this capability takes; null where words have to do. */
export function responseFormat(output: OutputSchema, schemas: 'strict' | 'json' | 'none') {
  switch (schemas) {
    case 'strict': {
      const json_schema = { name: output.name, schema: { ...output.jsonSchema }, strict: isStrict(output.jsonSchema) };
      return { type: 'json_schema' as const, json_schema };
    }
    case 'json':
      return { type: 'json_object' as const };
    case 'none':
      return null;
  }
}

/** Strict mode asks that every property is required and no other is allowed; a schema that is laxer is sent as a lax one. */
function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, required, additionalProperties } = schema as Record<string, unknown>;
  if (typeof properties === 'object' && properties !== null) {
    const asked: unknown[] = Array.isArray(required) ? required : [];
    if (additionalProperties !== false || !Object.keys(properties).every((name) => asked.includes(name))) return false;
  }
  return Object.values(schema).every(isStrict);
}

function turnWithTools(message: ModelMessage, { model, dialect }: Wishes): ChatMessage[] {
  if (message.role === 'user') {
    const results = message.parts.flatMap((part): ChatMessage[] =>
      part.kind === 'tool-result' ? [{ role: 'tool', tool_call_id: part.callId, content: resultText(part) }] : [],
    );
    const words = userText(message.parts.filter((part) => part.kind === 'text').map((part) => part.text));
    return dialect.alternatingRoles ? withinTheLast(results, words) : [...results, ...words];
  }
  const content = textOf(message.parts);
  const calls = message.parts.flatMap((part) => (part.kind === 'tool-call' ? [functionCall(part)] : []));
  const thoughts = message.parts.flatMap((part) =>
    dialect.thoughts && part.kind === 'opaque' && isOwn(part.value, model) ? [part.value] : [],
  );
  if (content === '' && calls.length === 0) return [];
  const reasoning = Object.fromEntries(thoughts.map(({ field, text }) => [field, text]));
  const called = calls.length === 0 ? {} : { tool_calls: calls };
  return [{ role: 'assistant', content: content === '' ? null : content, ...called, ...reasoning }];
}

/** Behind the result of a tool strict templates take no turn of the user: what is said there is said within the result. */
function withinTheLast(results: readonly ChatMessage[], words: readonly ChatMessage[]): ChatMessage[] {
  const [last, word] = [results.at(-1), words[0]];
  if (last?.role !== 'tool' || word?.role !== 'user') return [...results, ...words];
  return [...results.slice(0, -1), { ...last, content: `${last.content}\n\n${word.content}` }];
}

/** For a server without tools: what was called and what came back, told as text. */
function turnInWords(message: ModelMessage): ChatMessage[] {
  if (message.role === 'user') {
    return userText(
      message.parts.map((part) =>
        part.kind === 'text' ? part.text : `Result of ${part.callId}:\n${resultText(part)}`,
      ),
    );
  }
  const calls = message.parts.flatMap((part) =>
    part.kind === 'tool-call' ? [`Called ${part.name} as ${part.callId} with ${canonicalJson(part.input)}`] : [],
  );
  const content = [textOf(message.parts), ...calls].filter((text) => text !== '').join('\n\n');
  return content === '' ? [] : [{ role: 'assistant', content }];
}

function userText(texts: readonly string[]): ChatMessage[] {
  const content = texts.filter((text) => text !== '').join('\n\n');
  return content === '' ? [] : [{ role: 'user', content }];
}

const textOf = (parts: readonly AssistantPart[]): string =>
  parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');

// The protocol has no flag for a failed tool.
const resultText = (part: Extract<UserPart, { kind: 'tool-result' }>): string =>
  part.isError ? `Error: ${part.text}` : part.text;

function functionCall(part: Extract<AssistantPart, { kind: 'tool-call' }>): FunctionCall {
  // Servers parse what they are sent back, for their templates, and take objects only.
  const source = canonicalJson(inputObject(part.input));
  return { id: part.callId, type: 'function', function: { name: part.name, arguments: source } };
}

function isOwn(value: unknown, model: string): value is Reasoning {
  return typeof value === 'object' && value !== null && 'openAiModel' in value && value.openAiModel === model;
}
