/** One turn of a conversation, whatever the protocol was. */
interface ServedTurn {
  readonly role: 'user' | 'assistant';
  readonly texts: readonly string[];
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly input: unknown }[];
  readonly toolResults: readonly { readonly id: string; readonly text: string; readonly isError: boolean }[];
}

/** A request as the server understood it. */
export interface ServedRequest {
  /** 0-based, in the order of arrival. */
  readonly index: number;
  readonly protocol: 'anthropic' | 'openai';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came: parsed JSON. */
  readonly body: Json;
  /** The bytes as they came, for byte comparisons. */
  readonly raw: string;
  readonly model: string;
  readonly system: string;
  readonly toolNames: readonly string[];
  readonly turns: readonly ServedTurn[];
  /** System and every text of every turn, tool results included, joined by line feeds. */
  readonly allText: string;
}

export interface Json {
  readonly [key: string]: unknown;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
const str = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : list(content)
        .map((block) => str(block['text']))
        .join('');

/** Reads either protocol into one view. */
export function servedRequest(
  given: Pick<ServedRequest, 'index' | 'protocol' | 'path' | 'headers' | 'raw'>,
): ServedRequest {
  const parsed: unknown = JSON.parse(given.raw);
  const body = isJson(parsed) ? parsed : {};
  const view = given.protocol === 'anthropic' ? readAnthropic(body) : readOpenAi(body);
  const turnTexts = view.turns.flatMap((turn) => [...turn.texts, ...turn.toolResults.map((result) => result.text)]);
  return { ...given, ...view, body, model: str(body['model']), allText: [view.system, ...turnTexts].join('\n') };
}

type View = Pick<ServedRequest, 'system' | 'toolNames' | 'turns'>;

function readAnthropic(body: Json): View {
  const turns = list(body['messages']).map((message): ServedTurn => {
    const content = message['content'];
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : list(content);
    const ofType = (type: string): readonly Json[] => blocks.filter((block) => isJson(block) && block['type'] === type);
    return {
      role: message['role'] === 'assistant' ? 'assistant' : 'user',
      texts: ofType('text').map((block) => str(block['text'])),
      toolCalls: ofType('tool_use').map((block) => ({
        id: str(block['id']),
        name: str(block['name']),
        input: block['input'],
      })),
      toolResults: ofType('tool_result').map((block) => ({
        id: str(block['tool_use_id']),
        text: textOf(block['content']),
        isError: block['is_error'] === true,
      })),
    };
  });
  return { system: textOf(body['system']), toolNames: list(body['tools']).map((tool) => str(tool['name'])), turns };
}

function readOpenAi(body: Json): View {
  const messages = list(body['messages']);
  const ofRole = (role: string) => messages.filter((message) => message['role'] === role);
  const turns = messages
    .filter((message) => message['role'] !== 'system')
    .map((message): ServedTurn => {
      const content = textOf(message['content']);
      const isResult = message['role'] === 'tool';
      return {
        role: message['role'] === 'assistant' ? 'assistant' : 'user',
        texts: isResult || content === '' ? [] : [content],
        toolCalls: list(message['tool_calls']).map((call) => {
          const called = isJson(call['function']) ? call['function'] : {};
          return { id: str(call['id']), name: str(called['name']), input: parsedOr(str(called['arguments'])) };
        }),
        toolResults: isResult ? [{ id: str(message['tool_call_id']), text: content, isError: false }] : [],
      };
    });
  const toolNames = list(body['tools']).map((tool) => (isJson(tool['function']) ? str(tool['function']['name']) : ''));
  return {
    system: ofRole('system')
      .map((message) => textOf(message['content']))
      .join('\n'),
    toolNames,
    turns,
  };
}

function parsedOr(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return source;
  }
}
