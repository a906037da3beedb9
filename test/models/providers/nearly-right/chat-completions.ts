import { ANSWER, type Behaviour, fails, HALF, plain, raw, sse } from './behaviour.ts';

const choice = (fields: object, finish_reason: string | null = null, more: object = {}) => ({
  id: 'x',
  model: 'test-model',
  choices: [{ index: 0, delta: fields, finish_reason }],
  ...more,
});
const COUNTED = { choices: [], usage: { prompt_tokens: 7, completion_tokens: 5 } };
const says = (content: unknown) => choice({ content });
const END = choice({}, 'stop');
const DONE = '[DONE]';
const call = (fields: object) => choice({ tool_calls: [fields] });
const read = (path: string, more: object = {}) => ({ name: 'read_file', arguments: JSON.stringify({ path }), ...more });
const ended = (...pieces: readonly object[]) => raw(sse(...pieces, choice({}, 'tool_calls'), DONE));
const answered = (...pieces: readonly unknown[]) => raw(sse(...pieces, DONE));
const TWO = {
  calls: [
    ['read_file', { path: '1' }],
    ['read_file', { path: '2' }],
  ],
  stop: 'tool-calls',
} as const;
const ONE = { calls: [['read_file', { path: '1' }]], stop: 'tool-calls' } as const;

/** Streams of chat completions as servers send them. */
export const CHAT: readonly Behaviour[] = [
  // Calls.
  [
    'calls numbered 0 with own ids',
    ended(call({ index: 0, id: 'a', function: read('1') }), call({ index: 0, id: 'b', function: read('2') })),
    TWO,
  ],
  [
    'calls numbered 0 without ids',
    ended(call({ index: 0, function: read('1') }), call({ index: 0, function: read('2') })),
    TWO,
  ],
  [
    'calls numbered 0 with empty ids',
    ended(call({ index: 0, id: '', function: read('1') }), call({ index: 0, id: '', function: read('2') })),
    TWO,
  ],
  [
    'calls that share their name as an id',
    ended(
      call({ index: 0, id: 'read_file', function: read('1') }),
      call({ index: 0, id: 'read_file', function: read('2') }),
    ),
    TWO,
  ],
  ['calls without numbers', ended(call({ id: 'a', function: read('1') }), call({ id: 'b', function: read('2') })), TWO],
  ['calls without numbers and ids', ended(call({ function: read('1') }), call({ function: read('2') })), TWO],
  [
    'two calls in one piece, both 0',
    ended(
      choice({
        tool_calls: [
          { index: 0, function: read('1') },
          { index: 0, function: read('2') },
        ],
      }),
    ),
    TWO,
  ],
  [
    'numbers that are texts',
    ended(call({ index: '0', id: 'a', function: read('1') }), call({ index: '1', id: 'b', function: read('2') })),
    TWO,
  ],
  [
    'a call that is sent twice',
    ended(call({ index: 0, id: 'a', function: read('1') }), call({ index: 0, id: 'a', function: read('1') })),
    ONE,
  ],
  [
    'a name that is repeated with each piece',
    ended(
      call({ index: 0, id: 'a', function: { name: 'read_file', arguments: '{"path"' } }),
      call({ index: 0, id: 'a', function: { name: 'read_file', arguments: ':"1"}' } }),
    ),
    ONE,
  ],
  [
    'arguments as an object',
    ended(call({ index: 0, id: 'a', function: read('1', { arguments: { path: '1' } }) })),
    ONE,
  ],
  [
    'arguments null, then in pieces',
    ended(
      call({ index: 0, id: 'a', function: read('1', { arguments: null }) }),
      call({ index: 0, function: { arguments: '{"path":' } }),
      call({ index: 0, function: { arguments: '"1"}' } }),
    ),
    ONE,
  ],
  [
    'arguments as a text within a text',
    ended(call({ index: 0, id: 'a', function: read('1', { arguments: JSON.stringify('{"path":"1"}') }) })),
    ONE,
  ],
  [
    'arguments that are null',
    ended(call({ index: 0, id: 'a', function: read('1', { arguments: 'null' }) })),
    { calls: [['read_file', {}]] },
  ],
  [
    'arguments that are broken',
    ended(call({ index: 0, id: 'a', function: read('1', { arguments: '{"path": ' }) })),
    { calls: [['read_file', '{"path": ']] },
  ],
  ['a call that is no list', ended(choice({ tool_calls: { index: 0, id: 'a', function: read('1') } })), ONE],
  [
    'the old form of a call',
    ended(
      choice({ function_call: { name: 'read_file', arguments: '{"pa' } }),
      choice({ function_call: { arguments: 'th":"1"}' } }),
    ),
    ONE,
  ],
  ['an end of calls beside none', answered(says(ANSWER), choice({}, 'tool_calls')), { text: ANSWER, stop: 'end' }],
  // Contents.
  ['content as a list of texts', answered(says([{ type: 'text', text: ANSWER }]), END), { text: ANSWER }],
  [
    'content as a list with thoughts',
    answered(
      says([{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }]),
      says([{ type: 'text', text: ANSWER }]),
      END,
    ),
    { text: ANSWER },
  ],
  ['content as a list of plain texts', answered(says(['{"findings"', ':[]}']), END), { text: ANSWER }],
  [
    'a whole message in a piece',
    answered({ choices: [{ index: 0, message: { content: ANSWER }, finish_reason: 'stop' }] }),
    { text: ANSWER },
  ],
  [
    'the whole once more at the end',
    answered(says(ANSWER), { choices: [{ index: 0, delta: {}, message: { content: ANSWER }, finish_reason: 'stop' }] }),
    { text: ANSWER },
  ],
  [
    'no stream at all',
    plain({ choices: [{ index: 0, message: { content: ANSWER, tool_calls: null }, finish_reason: 'stop' }] }),
    { text: ANSWER },
  ],
  [
    'no stream, and calls tools',
    plain({
      choices: [
        {
          index: 0,
          message: { content: null, tool_calls: [{ id: 'a', function: read('1') }] },
          finish_reason: 'tool_calls',
        },
      ],
    }),
    ONE,
  ],
  ['a stream that is called JSON', raw(sse(says(ANSWER), END, DONE), 'application/json'), { text: ANSWER }],
  ['a stream that is called text', raw(sse(says(ANSWER), END, DONE), 'text/plain'), { text: ANSWER }],
  [
    'no empty lines between',
    raw([says(ANSWER), END].map((piece) => `data: ${JSON.stringify(piece)}\n`).join('')),
    { text: ANSWER },
  ],
  ['carriage returns', raw(sse(says(ANSWER), END, DONE).replaceAll('\n', '\r\n')), { text: ANSWER }],
  ['no space behind the colon', raw(sse(says(ANSWER), END, DONE).replaceAll('data: ', 'data:')), { text: ANSWER }],
  [
    'an index that is another',
    answered({ choices: [{ index: 1, delta: { content: 'no' } }] }, says(ANSWER), END),
    { text: ANSWER },
  ],
  [
    'error fields that say nothing',
    answered(choice({ content: ANSWER }, null, { error: null }), choice({}, 'stop', { error: '' })),
    { text: ANSWER },
  ],
  // Ends.
  ['an end called STOP', answered(says(ANSWER), choice({}, 'STOP')), { text: ANSWER }],
  ['an end called end_turn', answered(says(ANSWER), choice({}, 'end_turn')), { text: ANSWER }],
  ['an end called ""', answered(says(ANSWER), choice({}, '')), { text: ANSWER }],
  [
    'an end called "" and no last word',
    raw(sse(says(ANSWER), choice({}, ''), COUNTED)),
    { text: ANSWER, usage: [7, 5] },
  ],
  ['"" on every piece', answered(choice({ content: ANSWER }, ''), END), { text: ANSWER }],
  [
    '"" behind the end',
    answered(says(ANSWER), END, choice({}, '', { usage: COUNTED.usage })),
    { text: ANSWER, usage: [7, 5] },
  ],
  ['no end, but a last word', answered(says(ANSWER)), { text: ANSWER }],
  ['no end and no last word', raw(sse(says(ANSWER))), fails('cut', undefined, 4)],
  ['an end called MAX_TOKENS', answered(says(HALF), choice({}, 'MAX_TOKENS')), { text: HALF, stop: 'max-tokens' }],
  ['an end called SAFETY', answered(says('No.'), choice({}, 'SAFETY')), { text: 'No.', stop: 'refusal' }],
  ['an end called error', answered(says('upstream died'), choice({}, 'error')), fails('server', 'upstream died', 4)],
  [
    'an end called error, with an error',
    answered(choice({ content: '' }, 'error', { error: { code: 502, message: 'Upstream idle timeout' } })),
    fails('server', 'Upstream idle', 4),
  ],
  ['an end called abort', answered(says(HALF), choice({}, 'abort')), fails('cut', 'abort', 4)],
  [
    'an end called insufficient_system_resource',
    answered(says(HALF), choice({}, 'insufficient_system_resource')),
    fails('overloaded', undefined, 4),
  ],
  ['an end that nobody knows', answered(says(ANSWER), choice({}, 'guardrail')), fails('bad-answer', 'guardrail', 1)],
  [
    'an error behind the end',
    raw(sse(says(ANSWER), END, { error: { message: 'accounting failed', code: 500 } })),
    { text: ANSWER },
  ],
  ['garbage behind the end', raw(`${sse(says(ANSWER), END)}data: oops\n\n`), { text: ANSWER }],
  // What was counted.
  ['no usage', answered(says(ANSWER), END), { text: ANSWER, usage: [null, null] }],
  ['usage that comes late', answered(says(ANSWER), END, COUNTED), { text: ANSWER, usage: [7, 5] }],
  [
    'usage twice, the second of zeros',
    answered(says(ANSWER), END, COUNTED, { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } }),
    { text: ANSWER, usage: [7, 5] },
  ],
  [
    'usage that grows',
    answered(choice({ content: ANSWER }, null, { usage: { prompt_tokens: 7, completion_tokens: 1 } }), END, COUNTED),
    { text: ANSWER, usage: [7, 5] },
  ],
  [
    'usage of nothing',
    answered(says(ANSWER), END, { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } }),
    { text: ANSWER, usage: [null, null] },
  ],
  [
    'usage below zero',
    answered(says(ANSWER), END, { choices: [], usage: { prompt_tokens: -1, completion_tokens: -5 } }),
    { text: ANSWER, usage: [null, null] },
  ],
  [
    'usage beyond all bounds',
    answered(says(ANSWER), END, { choices: [], usage: { prompt_tokens: 1e15, completion_tokens: 1e300 } }),
    { text: ANSWER, usage: [null, null] },
  ],
  ['usage in words', answered(says(ANSWER), END, { choices: [], usage: 'n/a' }), { text: ANSWER, usage: [null, null] }],
  [
    'more from the cache than there was',
    answered(says(ANSWER), END, {
      choices: [],
      usage: { prompt_tokens: 7, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 900 } },
    }),
    { text: ANSWER, usage: [0, 5] },
  ],
];
