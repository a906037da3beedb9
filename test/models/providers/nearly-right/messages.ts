import { ANSWER, type Behaviour, fails, HALF, plain, raw, sse } from './behaviour.ts';

const USAGE = { input_tokens: 7, output_tokens: 1 };
const START = { type: 'message_start', message: { model: 'test-model', content: [], usage: USAGE } };
const text = (words: string, index: number | null = 0) => [
  { type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index, delta: { type: 'text_delta', text: words } },
  { type: 'content_block_stop', index },
];
const ends = (stop_reason: string | null, usage: unknown = { output_tokens: 5 }) => [
  { type: 'message_delta', delta: { stop_reason }, usage },
  { type: 'message_stop' },
];
const use = (index: number, block: object, ...pieces: readonly unknown[]) => [
  {
    type: 'content_block_start',
    index,
    content_block: { type: 'tool_use', id: `t${index}`, name: 'read_file', input: {}, ...block },
  },
  ...pieces.map((partial_json) => ({
    type: 'content_block_delta',
    index,
    delta: { type: 'input_json_delta', partial_json },
  })),
  { type: 'content_block_stop', index },
];
const stream = (...events: readonly unknown[]) => raw(sse(...events));
const ONE = { calls: [['read_file', { path: '1' }]], stop: 'tool-calls' } as const;
const TWO = {
  calls: [
    ['read_file', { path: '1' }],
    ['read_file', { path: '2' }],
  ],
  stop: 'tool-calls',
} as const;
const message = (content: readonly object[], stop_reason: string | null, more: object = {}) => ({
  type: 'message',
  model: 'test-model',
  content,
  stop_reason,
  ...more,
});

/** Streams of the Messages API as gateways send them. */
export const MESSAGES: readonly Behaviour[] = [
  // Calls.
  [
    'broken arguments',
    stream(START, ...use(0, {}, '{"path": '), ...ends('tool_use')),
    { calls: [['read_file', '{"path": ']] },
  ],
  [
    'arguments that are a list',
    stream(START, ...use(0, {}, '["1"]'), ...ends('tool_use')),
    { calls: [['read_file', ['1']]] },
  ],
  ['arguments within a text', stream(START, ...use(0, {}, JSON.stringify('{"path":"1"}')), ...ends('tool_use')), ONE],
  ['arguments in the block itself', stream(START, ...use(0, { input: { path: '1' } }), ...ends('tool_use')), ONE],
  ['arguments in the block, as a text', stream(START, ...use(0, { input: '{"path":"1"}' }), ...ends('tool_use')), ONE],
  ['a piece of arguments that is an object', stream(START, ...use(0, {}, { path: '1' }), ...ends('tool_use')), ONE],
  ['no arguments', stream(START, ...use(0, {}), ...ends('tool_use')), { calls: [['read_file', {}]] }],
  [
    'ids that are empty',
    stream(START, ...use(0, { id: '' }, '{"path":"1"}'), ...use(1, { id: '' }, '{"path":"2"}'), ...ends('tool_use')),
    TWO,
  ],
  [
    'ids that are the same',
    stream(START, ...use(0, { id: 'x' }, '{"path":"1"}'), ...use(1, { id: 'x' }, '{"path":"2"}'), ...ends('tool_use')),
    TWO,
  ],
  [
    'blocks that share index 0',
    stream(START, ...use(0, {}, '{"path":"1"}'), ...use(0, {}, '{"path":"2"}'), ...ends('tool_use')),
    TWO,
  ],
  ['an end of calls beside none', stream(START, ...text(ANSWER), ...ends('tool_use')), { text: ANSWER, stop: 'end' }],
  ['a normal end beside a call', stream(START, ...use(0, {}, '{"path":"1"}'), ...ends('end_turn')), ONE],
  // Contents.
  ['no indices', stream(START, ...text(ANSWER, null), ...ends('end_turn')), { text: ANSWER }],
  [
    'no beginning of a block',
    stream(
      START,
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ANSWER } },
      ...ends('end_turn'),
    ),
    { text: ANSWER },
  ],
  ['no beginning of the message', stream(...text(ANSWER), ...ends('end_turn')), { text: ANSWER }],
  ['no end of a block', stream(START, ...text(ANSWER).slice(0, 2), ...ends('end_turn')), { text: ANSWER }],
  [
    'a text in the block itself',
    stream(
      START,
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: ANSWER } },
      ...ends('end_turn'),
    ),
    { text: ANSWER },
  ],
  [
    'events that nobody knows',
    stream(START, { type: 'progress', percent: 3 }, ...text(ANSWER), ...ends('end_turn')),
    { text: ANSWER },
  ],
  [
    'pings everywhere',
    stream({ type: 'ping' }, START, { type: 'ping' }, ...text(ANSWER), { type: 'ping' }, ...ends('end_turn')),
    { text: ANSWER },
  ],
  [
    'no stream at all',
    plain(message([{ type: 'text', text: ANSWER }], 'end_turn', { usage: { input_tokens: 7, output_tokens: 5 } })),
    { text: ANSWER, usage: [7, 5] },
  ],
  [
    'no stream, and calls tools',
    plain(message([{ type: 'tool_use', id: 'a', name: 'read_file', input: { path: '1' } }], 'tool_use')),
    ONE,
  ],
  [
    'no empty lines between',
    raw([START, ...text(ANSWER), ...ends('end_turn')].map((event) => `data: ${JSON.stringify(event)}\n`).join('')),
    { text: ANSWER },
  ],
  [
    'the last word of the other protocol',
    raw(`${sse(START, ...text(ANSWER), ends('end_turn')[0])}data: [DONE]\n\n`),
    { text: ANSWER },
  ],
  // Ends.
  ['an end called STOP', stream(START, ...text(ANSWER), ...ends('STOP')), { text: ANSWER }],
  ['an end called stop', stream(START, ...text(ANSWER), ...ends('stop')), { text: ANSWER }],
  ['an end called ""', stream(START, ...text(ANSWER), ...ends('')), { text: ANSWER }],
  ['an end called nothing', stream(START, ...text(ANSWER), ...ends(null)), { text: ANSWER }],
  ['an end called length', stream(START, ...text(HALF), ...ends('length')), { text: HALF, stop: 'max-tokens' }],
  [
    'an end called error',
    stream(START, ...text('upstream died'), ...ends('error')),
    fails('server', 'upstream died', 4),
  ],
  [
    'an end that nobody knows',
    stream(START, ...text(ANSWER), ...ends('guardrail')),
    fails('bad-answer', 'guardrail', 1),
  ],
  ['no end and no last event', stream(START, ...text(ANSWER)), fails('cut', undefined, 4)],
  ['no last event', stream(START, ...text(ANSWER), ends('end_turn')[0]), { text: ANSWER }],
  [
    'an error behind the end',
    stream(START, ...text(ANSWER), ends('end_turn')[0], { type: 'error', error: { message: 'accounting failed' } }),
    { text: ANSWER },
  ],
  [
    'an error in the middle',
    stream(START, ...text(HALF), { type: 'error', error: { type: 'api_error', message: 'lost a node' } }),
    fails('server', 'lost a node', 4),
  ],
  // What was counted.
  [
    'no usage',
    stream({ type: 'message_start', message: { model: 'm', content: [] } }, ...text(ANSWER), ...ends('end_turn', {})),
    { text: ANSWER, usage: [null, null] },
  ],
  [
    'usage null',
    stream({ type: 'message_start', message: { model: 'm', usage: null } }, ...text(ANSWER), ...ends('end_turn', null)),
    { text: ANSWER, usage: [null, null] },
  ],
  [
    'usage only at the end',
    stream(
      { type: 'message_start', message: { model: 'm' } },
      ...text(ANSWER),
      ...ends('end_turn', { input_tokens: 7, output_tokens: 5 }),
    ),
    { text: ANSWER, usage: [7, 5] },
  ],
  [
    'usage of zeros at first',
    stream(
      { type: 'message_start', message: { usage: { input_tokens: 0, output_tokens: 0 } } },
      ...text(ANSWER),
      ...ends('end_turn', { input_tokens: 7, output_tokens: 5 }),
    ),
    { text: ANSWER, usage: [7, 5] },
  ],
  [
    'usage twice',
    stream(START, ...text(ANSWER), ends('end_turn')[0], ...ends('end_turn')),
    { text: ANSWER, usage: [7, 5] },
  ],
  [
    'usage beyond all bounds',
    stream(START, ...text(ANSWER), ...ends('end_turn', { output_tokens: 1e18 })),
    { text: ANSWER, usage: [7, null] },
  ],
  [
    'usage with fractions',
    stream(START, ...text(ANSWER), ...ends('end_turn', { output_tokens: 2.5 })),
    { text: ANSWER, usage: [7, null] },
  ],
];
