import type { ModelRequest } from '../../../models/model.ts';
import { list, type ServedRequest } from '../../support/model-server/served-request.ts';
import { PROTOCOLS, request } from '../providers/protocols.ts';

type Protocol = (typeof PROTOCOLS)[number];
const [ANTHROPIC, OPENAI] = PROTOCOLS;

export const has = (served: ServedRequest, field: string): boolean => field in served.body;
export const asked: ModelRequest = request();
const twoCalls: ModelRequest = request({
  messages: [
    { role: 'user', parts: [{ kind: 'text', text: 'Look.' }] },
    {
      role: 'assistant',
      parts: [
        { kind: 'opaque', value: { openAiModel: 'test-model', field: 'reasoning_content', text: 'hm' } },
        { kind: 'tool-call', callId: 'a', name: 'read_file', input: {} },
        { kind: 'tool-call', callId: 'b', name: 'read_file', input: {} },
      ],
    },
    {
      role: 'user',
      parts: [
        { kind: 'tool-result', callId: 'a', text: '1', isError: false },
        { kind: 'tool-result', callId: 'b', text: '2', isError: false },
        { kind: 'text', text: 'Go on.' },
      ],
    },
  ],
});
const messagesOf = ({ body }: ServedRequest) => list(body['messages']);
const hasFollower = (served: ServedRequest): boolean =>
  messagesOf(served).some(({ role }, at, all) => role === 'user' && all[at - 1]?.['role'] === 'tool');

/** What a server refuses, in its own words, and what of a request it refuses it for. */
export const REFUSALS: [
  string,
  Protocol | undefined,
  ModelRequest,
  string,
  (served: ServedRequest) => boolean,
  number?,
][] = [
  [
    'OpenAI: max_tokens',
    OPENAI,
    asked,
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    (served) => has(served, 'max_tokens'),
  ],
  [
    'Azure: max_tokens',
    OPENAI,
    asked,
    'max_tokens is not supported, please use `max_completion_tokens`',
    (served) => has(served, 'max_tokens'),
  ],
  [
    'a gateway: max_tokens',
    OPENAI,
    asked,
    '{"param":"max_tokens","hint":"max_completion_tokens"}',
    (served) => has(served, 'max_tokens'),
  ],
  [
    'Mistral: stream_options',
    OPENAI,
    asked,
    '[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]',
    (served) => has(served, 'stream_options'),
    422,
  ],
  [
    'an old server: stream_options',
    OPENAI,
    asked,
    'Unrecognized request argument supplied: stream_options',
    (served) => has(served, 'stream_options'),
  ],
  [
    'a strict server: include_usage',
    OPENAI,
    asked,
    'unknown field include_usage',
    (served) => has(served, 'stream_options'),
  ],
  [
    'Groq: thoughts',
    OPENAI,
    twoCalls,
    "'messages.1' : for 'role:assistant' the following must be satisfied[('messages.1' : property 'reasoning_content' is unsupported)]",
    (served) => served.raw.includes('"reasoning_content"'),
  ],
  [
    'Mistral: thoughts',
    OPENAI,
    twoCalls,
    'reasoning_content: Extra inputs are not permitted',
    (served) => served.raw.includes('"reasoning_content"'),
  ],
  [
    'vLLM: several calls',
    OPENAI,
    twoCalls,
    'This model only supports single tool-calls at once!',
    (served) => messagesOf(served).some((message) => list(message['tool_calls']).length > 1),
  ],
  [
    'a template: several calls',
    OPENAI,
    twoCalls,
    'Parallel tool calls are not supported',
    (served) => messagesOf(served).some((message) => list(message['tool_calls']).length > 1),
  ],
  [
    'a gateway: several calls',
    ANTHROPIC,
    twoCalls,
    'multiple tool calls are not allowed',
    (served) => served.turns.some(({ toolCalls }) => toolCalls.length > 1),
  ],
  [
    'Mistral: roles',
    OPENAI,
    twoCalls,
    'Expected last role User or Tool (or Assistant with prefix True) but got user after role tool',
    hasFollower,
  ],
  [
    'Gemma: roles',
    OPENAI,
    twoCalls,
    'Conversation roles must alternate user/assistant/user/assistant/...',
    hasFollower,
  ],
  [
    'a template: roles',
    OPENAI,
    twoCalls,
    'After the optional system message, conversation roles must alternate',
    hasFollower,
  ],
  [
    'no json_schema, but JSON',
    OPENAI,
    asked,
    'response_format type json_schema is not supported, use json_object',
    (served) => served.raw.includes('"json_schema"'),
  ],
  [
    'no response_format',
    OPENAI,
    asked,
    'response_format is not supported by this model',
    (served) => has(served, 'response_format'),
  ],
  [
    'llama.cpp: a grammar beside tools',
    OPENAI,
    asked,
    'Cannot use custom grammar constraints with tools.',
    (served) => has(served, 'response_format'),
  ],
  [
    'a gateway: output_config',
    ANTHROPIC,
    asked,
    'output_config: Extra inputs are not permitted',
    (served) => has(served, 'output_config'),
  ],
  [
    'a gateway: cache_control',
    ANTHROPIC,
    asked,
    'system.0.cache_control: Extra inputs are not permitted',
    (served) => served.raw.includes('cache_control'),
  ],
  [
    'a gateway: cache_control in words',
    ANTHROPIC,
    asked,
    'cache_control is not supported for this model',
    (served) => served.raw.includes('cache_control'),
  ],
  [
    'a gateway: an unknown cache_control',
    ANTHROPIC,
    asked,
    'unknown field "cache_control"',
    (served) => served.raw.includes('cache_control'),
  ],
];
