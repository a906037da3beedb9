import { brief } from '../scenario.ts';
import { JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import { JAVASCRIPT_GRAMMAR } from '../values/javascript-grammar.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { argument, call } from './javascript.ts';
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

const prototype = {
  rule: 'prototype-pollution',
  title: 'The request names the property that is written',
  explanation:
    'With `__proto__` as the first name the write lands on the prototype of every object. Use a Map, or refuse unknown names.',
  scenario: (quote: string) => ({
    description: `A request with \`__proto__\` and \`isAdmin\` as the names makes \`${brief(quote)}\` give every object in the process the property \`isAdmin\`.`,
  }),
} as const;
/** Whether a function calls itself for what lies below, and writes under names that it has not looked at. */
function copiesDeep(fn: Syntax): boolean {
  const name = JAVASCRIPT_GRAMMAR.functionName(fn);
  const { text } = fn;
  if (name === null || text.length > 4000) return false;
  const loops =
    /\bfor\s*\(|\.forEach\(/.test(text) && /\bin\b|Object\.(?:keys|entries)|getOwnPropertyNames|ownKeys/.test(text);
  const arrow = text.indexOf('=>');
  const inArrow = arrow >= 0 && new RegExp(String.raw`\b${name}\(`).test(text.slice(arrow));
  const again = text.split(`${name}(`).length > 2 || inArrow;
  return loops && again && /\w\[\w+\]\s*=[^=]/.test(text) && !LOOKED_AT.test(text);
}
const LOOKED_AT =
  /__proto__|prototype|constructor|hasOwn|Object\.create\(null\)|new Map|reserved|forbidden|denied|blocked|allowed|safe|banned|polluti/i;

const any = { purpose: 'code', needs: 'any' } as const;
const ofRequest = { severity: 'critical', confidence: 900 } as const;

export const JAVASCRIPT_CODE: readonly Sink[] = [
  {
    ...about,
    id: 'js-eval',
    hint: /\beval\b|['"`]\s*\+\s*['"`]\w*['"`]\s*\]/,
    ofRequest,
    takes: { of: 'call', name: /^(?:eval|(?:window|globalThis|global|self)\.eval|\(0,eval\))$/, need: any },
  },
  {
    ...about,
    id: 'js-function',
    hint: /\bFunction\b|\bconstructor\s*(?:\(|\.)|\.constructor\b|['"`]\s*\+\s*['"`]\w*['"`]\s*\]/,
    ofRequest,
    takes: { of: 'call', name: /^(?:new )?(?:Async|Generator)?Function$/, values: 'all', need: any },
  },
  {
    ...about,
    id: 'js-vm',
    hint: /\b(?:runIn\w+|compileFunction|vm\.Script|Script)\b/,
    explanation:
      'The module `vm` is no boundary: the code can reach the host through the objects it is given. Run untrusted code in a process of its own without rights.',
    ofRequest,
    takes: {
      of: 'call',
      name: /^(?:vm\.)?(?:runInContext|runInNewContext|runInThisContext|compileFunction)$|^new vm\.Script$/,
      need: any,
    },
  },
  {
    ...about,
    id: 'js-worker-text',
    hint: /\beval\b['"]?\s*:/,
    ofRequest,
    takes: {
      of: 'call',
      name: /^new (?:worker_threads\.)?Worker$/,
      only: (call) => /\beval['"]?\s*:\s*(?:true|!0|1)\b/.test(call.arguments[1]?.text ?? ''),
      need: any,
    },
  },
  {
    ...about,
    id: 'js-module-compile',
    hint: /\b_compile\b/,
    ofRequest,
    takes: { of: 'call', name: /\._compile$/, need: any },
  },
  {
    ...about,
    id: 'js-process-binding',
    hint: /\b(?:binding|_linkedBinding|dlopen)\b/,
    title: 'The inner parts of Node are taken hold of',
    explanation:
      'What these calls answer starts programs and loads code past every module whose name a reader would look for. Use the documented modules.',
    scenario: (quote) => ({
      description: `\`${brief(quote)}\` hands out what can start any program, without a mention of \`child_process\`.`,
    }),
    matcher: call(String.raw`process\s*\??\.\s*(?:binding|_linkedBinding|dlopen)`),
  },
  {
    id: 'js-environment-sent',
    hint: /\bprocess\.env\b(?!\s*[.[?])/,
    elsewhere: /\b(?:fetch|axios|got|request|sendBeacon|WebSocket|undici|superagent|https?\.(?:request|get))\b/,
    rule: 'secret-sent-away',
    title: 'The whole environment is sent away',
    explanation:
      'The environment holds the tokens and keys of whoever runs the program. Send the one value that is needed.',
    scenario: (quote) => ({
      description: `Whoever receives what \`${brief(quote)}\` makes has every token that the process was started with.`,
    }),
    matcher: {
      any: [
        call(
          String.raw`JSON\.stringify`,
          argument(1, {
            regex: String.raw`^(?:process\.env|\{\s*\.\.\.process\.env[^.\[]*\}|Object\.(?:entries|values)\(process\.env\))$`,
          }),
        ),
        call(
          String.raw`(?s)(?:globalThis\.|window\.)?fetch|(?:axios|got|ky|superagent|undici)(?:\.\w+)?|.*\.sendBeacon|.*\.(?:post|put|send)`,
          {
            has: {
              field: 'arguments',
              has: {
                stopBy: 'end',
                regex: String.raw`^process\.env$`,
                not: { inside: { any: [{ kind: 'member_expression' }, { kind: 'subscript_expression' }] } },
              },
            },
          },
        ),
      ],
    },
  },
  {
    ...about,
    id: 'js-timer-text',
    hint: /\b(?:setTimeout|setInterval)\(\s*(?!\(|function|async|\w+\s*=>)/,
    ofRequest,
    takes: { of: 'call', name: /^(?:window\.)?(?:setTimeout|setInterval)$/, need: { purpose: 'code', needs: 'text' } },
  },
  {
    id: 'js-prototype',
    hint: /\]\s*\[[^\]]*\]\s*=/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    ...prototype,
    takes: { of: 'chain', name: /^/, need: { purpose: 'key', needs: 'request' } },
  },
  {
    id: 'js-own-merge',
    hint: /\]\s*=[^=]|(?:[mM]erge|[eE]xtend|[aA]ssign|[dD]eep|[pP]atch|[aA]pply)\w{0,60}\(/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    ...prototype,
    title: 'A request is merged into an object, prototypes included',
    explanation:
      'The function copies every key, also `__proto__`, `constructor` and what lies below them. Skip these keys, or copy into `Object.create(null)`.',
    scenario: (quote) => ({
      description: `A request with \`{"__proto__": {"isAdmin": true}}\` makes \`${brief(quote)}\` give every object in the process the property \`isAdmin\`.`,
    }),
    takes: {
      of: 'call',
      name: /^/,
      values: 'all',
      only: (_, __, own) => own !== null && copiesDeep(own),
      need: { purpose: 'key', needs: 'request' },
    },
  },
  {
    id: 'js-merge',
    hint: /\b(?:merge|defaultsDeep|mergeWith|set|setWith|deepmerge|extend)\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    ...prototype,
    takes: {
      of: 'call',
      name: /^(?:_|lodash|lodash\.\w+)\.(?:merge|mergeWith|defaultsDeep)$|^(?:deepmerge|merge\.recursive|lodash\.merge)$/,
      values: 'all',
      need: {
        purpose: 'key',
        needs: 'request',
        harmless: ({ path }) => !/(?:^|\.)(?:body|query)(?:$|\.)|json\(\)$/.test(path),
      },
    },
  },
  {
    id: 'js-merge-path',
    hint: /\.set(?:With)?\(/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    ...prototype,
    takes: {
      of: 'call',
      name: /^(?:_|lodash)\.set(?:With)?$/,
      values: [1],
      need: { purpose: 'key', needs: 'request' },
    },
  },
  {
    id: 'js-pattern',
    hint: /\bRegExp\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    rule: 'pattern-injection',
    title: 'The request writes a regular expression',
    explanation: 'A pattern that backtracks keeps the only thread busy for minutes. Escape the value, or compare text.',
    scenario: (quote) => ({
      description: `A request with \`(a+)+$\` as the value, and a long run of \`a\` to match it with, has \`${brief(quote)}\` hold up every other request.`,
    }),
    takes: { of: 'call', name: /^(?:new )?RegExp$/, need: { purpose: 'pattern', needs: 'request' } },
  },
  {
    id: 'js-template',
    hint: /\b(?:render|compile|template|renderString|Template)\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    rule: 'template-injection',
    title: 'The request writes the template',
    explanation: 'The template language runs code. Keep the template constant and pass the value as a variable of it.',
    scenario: (quote) => ({
      description: `A request whose value is a template with code in it, as \`<%= process.env %>\` for EJS, has \`${brief(quote)}\` run that code on the server.`,
    }),
    takes: {
      of: 'call',
      name: /^(?:ejs|pug|jade|nunjucks|Handlebars|handlebars|hbs|mustache|Mustache|_|lodash|doT|dot|Eta|eta|swig|env)\.(?:render|compile|template|renderString|precompile)$/,
      need: { purpose: 'template', needs: 'request' },
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
    takes: {
      of: 'call',
      name: /^(?:serialize|nodeSerialize|node_serialize|node-serialize)\.unserialize$/,
      need: { purpose: 'data', needs: 'any' },
    },
  },
];
