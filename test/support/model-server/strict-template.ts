import type { Reply } from './reply.ts';
import { isJson, type Json, list, type ServedRequest } from './served-request.ts';

const ID = /^[\w-]{1,64}$/;

/**
 * What the strictest chat templates refuse, both protocols: a system role, roles that do not alternate, anything but results behind calls
 * and anything but the model behind results, arguments that are no object, ids that are used twice, empty contents, halves of surrogate
 * pairs. Null for a conversation that every server takes.
 */
export function refusedByTemplate(request: ServedRequest): Reply | null {
  const problem = request.protocol === 'openai' ? chatProblem(request) : messagesProblem(request);
  return problem === null ? null : { kind: 'status', status: 400, errorType: 'BadRequestError', message: problem };
}

function chatProblem({ body, raw }: ServedRequest): string | null {
  if (/\\ud[89a-f]/i.test(raw)) return 'lone surrogate in request body';
  const messages = list(body['messages']);
  const ids = new Set<string>();
  let open: string[] = [];
  let before = 'assistant';
  for (const message of messages) {
    const role = String(message['role']);
    if (role === 'system' || role === 'developer') return 'System role not supported';
    if (role === 'tool') {
      if (open[0] !== message['tool_call_id']) return 'Tool results must directly follow their calls, in order';
      open = open.slice(1);
      before = 'user';
      continue;
    }
    if (open.length > 0) return 'Every call needs its result directly behind it';
    if (role === before) return 'Conversation roles must alternate user/assistant/user/assistant/...';
    before = role;
    const calls = list(message['tool_calls']);
    const content = message['content'];
    if (calls.length === 0 && (typeof content !== 'string' || content.trim() === ''))
      return 'content must not be empty';
    for (const call of calls) {
      const problem = callProblem(String(call['id']), isJson(call['function']) ? call['function'] : {}, ids);
      if (problem !== null) return problem;
    }
    open = calls.map((call) => String(call['id']));
  }
  return before === 'user' ? null : 'The last turn must be the user’s';
}

function callProblem(id: string, { name, arguments: source }: Json, ids: Set<string>): string | null {
  if (!ID.test(id) || ids.has(id)) return `Invalid or repeated tool call id ${JSON.stringify(id)}`;
  ids.add(id);
  if (typeof name !== 'string' || !ID.test(name)) return `Invalid name of a tool ${JSON.stringify(name)}`;
  try {
    return isJson(JSON.parse(String(source))) ? null : 'Tool call arguments must be an object';
  } catch {
    return 'Failed to parse tool call arguments as JSON';
  }
}

function messagesProblem({ body, raw }: ServedRequest): string | null {
  if (/\\ud[89a-f]/i.test(raw)) return 'lone surrogate in request body';
  if (list(body['system']).length > 0) return 'System role not supported';
  const ids = new Set<string>();
  let open: string[] = [];
  let before = 'assistant';
  for (const message of list(body['messages'])) {
    const role = String(message['role']);
    const blocks = list(message['content']);
    if (role === before) return 'messages: roles must alternate between "user" and "assistant"';
    if (blocks.length === 0) return 'messages: content must not be empty';
    const results = blocks.filter(({ type }) => type === 'tool_result').map((block) => String(block['tool_use_id']));
    const leading = blocks.slice(0, open.length).map((block) => String(block['tool_use_id']));
    if (results.length !== open.length || leading.join() !== open.join())
      return '`tool_use` without `tool_result` directly after';
    before = role;
    for (const block of blocks.filter(({ type }) => type === 'tool_use')) {
      const named = { name: block['name'], arguments: JSON.stringify(block['input']) };
      const problem = callProblem(String(block['id']), named, ids);
      if (problem !== null) return problem;
    }
    open = blocks.filter(({ type }) => type === 'tool_use').map((block) => String(block['id']));
  }
  return before === 'user' ? null : 'The last turn must be the user’s';
}
