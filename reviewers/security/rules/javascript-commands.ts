import { brief } from '../scenario.ts';
import { ABOUT_COMMANDS } from './command-text.ts';
import { argument, boundTo, call, dynamicText, method, JAVASCRIPT_NOT_CONSTANT } from './javascript.ts';
import { JAVASCRIPT_FROM_REQUEST, JAVASCRIPT_HAS_REQUEST, JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Matcher, Sink, Utils } from './sink.ts';

const QUOTED = String.raw`^(?:\w+\.)*(?:quote|escape|shellescape|shellEscape|shellQuote|escapeShell\w*|escapeArg\w*)\(`;
const part: Matcher = { all: [JAVASCRIPT_NOT_CONSTANT, { not: { kind: 'call_expression', regex: QUOTED } }] };
const utils: Utils = { command: dynamicText(part) };
const command: Matcher = { matches: 'command' };
const joined = method('join', {
  has: { field: 'function', has: { field: 'object', kind: 'array', has: { nthChild: 'n', ...part } } },
});
const built: Matcher = { any: [command, boundTo({ any: [command, joined] }), joined, JAVASCRIPT_FROM_REQUEST] };

const EXEC = String.raw`(?:(?:child_?process|childProcess|cp|proc|shell|shelljs)\.)?(?:exec|execSync)|execAsync|execPromise|execP|execaCommand(?:Sync)?|execa\.command(?:Sync)?`;
const SHELL = String.raw`^['"\x60](?:/(?:usr/)?bin/)?(?:ba|z|da|k)?sh(?:\.exe)?['"\x60]$|^['"\x60](?:cmd|powershell)(?:\.exe)?['"\x60]$`;
const SPAWN = String.raw`(?:\w+\.)?(?:spawn|spawnSync|execFile|execFileSync|execa|execaSync)`;
const options = { kind: 'object', has: { kind: 'pair', regex: String.raw`^['"]?shell['"]?\s*:\s*(?:true|['"])` } };

export const JAVASCRIPT_COMMANDS: readonly Sink[] = [
  { ...ABOUT_COMMANDS, id: 'js-exec', hint: /\bexec\w*|execa/, utils, matcher: call(EXEC, argument(1, built)) },
  {
    ...ABOUT_COMMANDS,
    id: 'js-shell-option',
    hint: /\bshell\b['"]?\s*:/,
    utils,
    severity: 'warning',
    confidence: 650,
    matcher: call(SPAWN, argument('n', options), {
      any: [
        argument(1, JAVASCRIPT_NOT_CONSTANT),
        argument(2, { kind: 'array', has: { nthChild: 'n', ...JAVASCRIPT_NOT_CONSTANT } }),
        argument(2, { kind: 'identifier', ...JAVASCRIPT_NOT_CONSTANT }),
      ],
    }),
  },
  {
    ...ABOUT_COMMANDS,
    id: 'js-shell-program',
    hint: /['"]-c['"]|cmd|powershell/i,
    utils,
    matcher: call(
      SPAWN,
      argument(1, { kind: 'string', regex: SHELL }),
      argument(2, { kind: 'array', has: { nthChild: 'n', any: [command, boundTo(command), JAVASCRIPT_FROM_REQUEST] } }),
    ),
  },
  {
    id: 'js-spawn-request',
    hint: /spawn|execFile|execa/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    utils,
    rule: 'command-injection',
    title: 'The request chooses the program that is run',
    explanation: 'The first argument is the program. Choose it from a fixed list.',
    scenario: (quote) => ({
      description: `A request that names another program, say \`/bin/sh\`, has \`${brief(quote)}\` start it.`,
    }),
    matcher: call(SPAWN, argument(1, JAVASCRIPT_HAS_REQUEST)),
  },
];
