import { brief } from '../scenario.ts';
import { ABOUT_COMMANDS } from './command-text.ts';
import { JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Call } from '../values/grammar.ts';
import { JAVASCRIPT_VALUES } from '../values/javascript-values.ts';
import { lastValue } from '../values/scope.ts';
import type { Sink } from './sink.ts';

const EXEC =
  /^(?:(?:child_?process|childProcess|cp|proc|shell|shelljs)\.)?(?:exec|execSync)$|^(?:execAsync|execPromise|execP)$|^(?:execa\.)?(?:execaCommand(?:Sync)?|command(?:Sync)?)$|^execaCommand(?:Sync)?$/;
const SPAWN = /^(?:\w+\.)?(?:spawn|spawnSync|execFile|execFileSync|execa|execaSync)$/;
const SHELL = /^['"`](?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:(?:ba|z|da|k|a|fi)?sh|cmd|powershell|pwsh)(?:\.exe)?['"`]$/;
const INTERPRETER =
  /^['"`](?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:node|bun|deno|python[\d.]*|perl|ruby|php)(?:\.exe)?['"`]$|^process\.(?:execPath|argv0)$/;
/** What follows is a program's text: `-c`, `-lc`, `/c`; `-e`, `--eval=`. */
const TEXT_FLAG = /^['"`](?:-\w{0,4}c|\/c|-[cC]ommand)['"`]$/;
const CODE_FLAG = /^['"`](?:-\w{0,3}[ecpr]|--eval|--print|eval)['"`]$/;

/** What stands behind the flag in the list of arguments, also where the list has a name; the list itself where it is put together elsewhere. */
function behindFlag({ arguments: [, list] }: Call, flag: RegExp): readonly Syntax[] {
  const written = list?.kind === 'identifier' ? lastValue(list.text, list, JAVASCRIPT_VALUES) : list;
  if (written?.kind !== 'array') return [];
  const at = written.children.findIndex(({ text }) => flag.test(text));
  return [written.children[at < 0 ? written.children.length : at + 1] ?? []].flat();
}
const command = { purpose: 'command', needs: 'text' } as const;

export const JAVASCRIPT_COMMANDS: readonly Sink[] = [
  {
    ...ABOUT_COMMANDS,
    id: 'js-exec',
    hint: /\bexec\w*|execa|child_process/,
    takes: { of: 'call', name: EXEC, need: command },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'js-shell-option',
    hint: /\bshell\b['"]?\s*:/,
    severity: 'warning',
    confidence: 650,
    ofRequest: { severity: 'critical', confidence: 800 },
    takes: {
      of: 'call',
      name: SPAWN,
      values: [0, 1],
      elements: true,
      only: (call, code) =>
        call.arguments.some(({ kind }) => kind === 'object') && /['"]?\bshell['"]?\s*:\s*(?:true|['"])/.test(code),
      need: { purpose: 'command', needs: 'any', harmless: ({ node }) => node.kind === 'object' },
    },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'js-shell-program',
    hint: /sh['"`]|cmd|powershell|pwsh/i,
    takes: {
      of: 'call',
      name: SPAWN,
      // What follows the text are its arguments, which the shell does not read.
      values: (call) => behindFlag(call, TEXT_FLAG),
      only: (call) => SHELL.test(call.arguments[0]?.text ?? ''),
      need: command,
    },
  },
  {
    ...ABOUT_COMMANDS,
    id: 'js-shell-variable',
    hint: /sh['"`]|cmd|powershell|pwsh/i,
    confidence: 650,
    severity: 'warning',
    ofRequest: { severity: 'critical', confidence: 850 },
    takes: {
      of: 'call',
      name: SPAWN,
      values: (call) => behindFlag(call, TEXT_FLAG),
      only: (call) => SHELL.test(call.arguments[0]?.text ?? ''),
      need: { purpose: 'command', needs: 'any', harmless: ({ shape }) => shape === 'call' || shape === 'other' },
    },
  },
  {
    id: 'js-interpreter-text',
    hint: /['"`](?:-\w{0,3}[ecpr]|--eval|--print|eval)['"`]/,
    rule: 'code-injection',
    title: 'Computed text is run as code',
    explanation:
      'The flag has the interpreter run the text that follows. Start a file, and hand values over as arguments.',
    scenario: (quote) => ({
      description: `If the text in \`${brief(quote)}\` holds other statements than are meant, the interpreter runs them with the program’s rights.`,
    }),
    ofRequest: { severity: 'critical', confidence: 900 },
    takes: {
      of: 'call',
      name: SPAWN,
      values: (call) => behindFlag(call, CODE_FLAG),
      only: (call) => INTERPRETER.test(call.arguments[0]?.text ?? ''),
      need: { purpose: 'code', needs: 'any' },
    },
  },
  {
    id: 'js-spawn-request',
    hint: /spawn|execFile|execa/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    rule: 'command-injection',
    title: 'The request chooses the program that is run',
    explanation: 'The first argument is the program. Choose it from a fixed list.',
    scenario: (quote) => ({
      description: `A request that names another program, say \`/bin/sh\`, has \`${brief(quote)}\` start it.`,
    }),
    takes: { of: 'call', name: SPAWN, need: { purpose: 'command', needs: 'request' } },
  },
];
