import { brief } from '../scenario.ts';
import { argument, boundTo, call, dynamicText, guardedBy, JAVASCRIPT_NOT_CONSTANT } from './javascript.ts';
import { JAVASCRIPT_FROM_REQUEST, JAVASCRIPT_HAS_REQUEST, JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Sink } from './sink.ts';

const about = {
  rule: 'code-injection',
  title: 'Computed text is run as code',
  explanation:
    'Whoever influences the text decides what the program does. Parse data with `JSON.parse`, look functions up in a table.',
  scenario: (quote: string) => ({
    description: `If the text in \`${brief(quote)}\` is \`process.exit(1)\`, the process ends; any other statement runs with the program’s rights as well.`,
  }),
} as const;

const EVAL = String.raw`eval|(?:window|globalThis|global|self)\.eval|\(0,\s*eval\)`;

export const JAVASCRIPT_CODE: readonly Sink[] = [
  {
    ...about,
    id: 'js-eval-request',
    hint: /\beval\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    severity: 'critical',
    confidence: 900,
    matcher: call(EVAL, argument(1, JAVASCRIPT_HAS_REQUEST)),
  },
  {
    ...about,
    id: 'js-eval',
    hint: /\beval\b/,
    matcher: call(EVAL, argument(1, JAVASCRIPT_NOT_CONSTANT)),
  },
  {
    ...about,
    id: 'js-function',
    hint: /\bFunction\b/,
    matcher: {
      any: [
        {
          kind: 'new_expression',
          all: [
            { has: { field: 'constructor', regex: '^(?:Async)?Function$' } },
            argument('n', JAVASCRIPT_NOT_CONSTANT),
          ],
        },
        call('Function', argument('n', JAVASCRIPT_NOT_CONSTANT)),
      ],
    },
  },
  {
    ...about,
    id: 'js-vm',
    hint: /\b(?:runIn\w+|compileFunction|vm\.Script)\b/,
    explanation:
      'The module `vm` is no boundary: the code can reach the host through the objects it is given. Run untrusted code in a process of its own without rights.',
    matcher: {
      any: [
        call(
          String.raw`(?:vm\.)?(?:runInContext|runInNewContext|runInThisContext|compileFunction)`,
          argument(1, JAVASCRIPT_NOT_CONSTANT),
        ),
        {
          kind: 'new_expression',
          all: [
            { has: { field: 'constructor', regex: String.raw`^vm\.Script$` } },
            argument(1, JAVASCRIPT_NOT_CONSTANT),
          ],
        },
      ],
    },
  },
  {
    ...about,
    id: 'js-timer-text',
    hint: /\b(?:setTimeout|setInterval)\(\s*(?!\(|function|async|\w+\s*=>)/,
    matcher: call(
      String.raw`(?:window\.)?(?:setTimeout|setInterval)`,
      argument(1, { any: [dynamicText(JAVASCRIPT_NOT_CONSTANT), boundTo(dynamicText(JAVASCRIPT_NOT_CONSTANT))] }),
    ),
  },
  {
    id: 'js-prototype',
    hint: /\]\s*\[[^\]]*\]\s*=/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    rule: 'prototype-pollution',
    title: 'The request names the property that is written',
    explanation:
      'With `__proto__` as the first name the write lands on the prototype of every object. Use a Map, or refuse unknown names.',
    scenario: (quote) => ({
      description: `A request with \`__proto__\` and \`isAdmin\` as the names makes \`${brief(quote)}\` give every object in the process the property \`isAdmin\`.`,
    }),
    matcher: {
      kind: 'assignment_expression',
      has: {
        field: 'left',
        kind: 'subscript_expression',
        has: { field: 'object', kind: 'subscript_expression', has: { field: 'index', ...JAVASCRIPT_FROM_REQUEST } },
      },
      not: guardedBy('__proto__|hasOwn|allowed|whitelist'),
    },
  },
  {
    id: 'js-unserialize',
    hint: /\.unserialize\b/,
    rule: 'unsafe-deserialisation',
    severity: 'critical',
    title: 'Data is decoded by a format that carries functions',
    explanation: 'node-serialize evaluates functions found in the data. Use JSON.',
    scenario: (quote) => ({
      description: `Data with \`"x":"_$$ND_FUNC$$_function(){process.exit(1)}()"\` in it is run by \`${brief(quote)}\` while it decodes.`,
    }),
    matcher: call(
      String.raw`(?:serialize|nodeSerialize|node_serialize)\.unserialize`,
      argument(1, JAVASCRIPT_NOT_CONSTANT),
    ),
  },
];
