import { brief } from '../scenario.ts';
import { ABOUT_COMMANDS } from './command-text.ts';
import { JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import type { Sink } from './sink.ts';

const EXEC =
  /^(?:(?:child_?process|childProcess|cp|proc|shell|shelljs)\.)?(?:exec|execSync)$|^(?:execAsync|execPromise|execP)$|^(?:execa\.)?(?:execaCommand(?:Sync)?|command(?:Sync)?)$|^execaCommand(?:Sync)?$/;
const SPAWN = /^(?:\w+\.)?(?:spawn|spawnSync|execFile|execFileSync|execa|execaSync)$/;
const SHELL = /^['"`](?:\/(?:usr\/)?bin\/)?(?:(?:ba|z|da|k)?sh|cmd|powershell)(?:\.exe)?['"`]$/;
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
    hint: /['"]-c['"]|cmd|powershell/i,
    takes: {
      of: 'call',
      name: SPAWN,
      // What follows the text are its arguments, which the shell does not read.
      values: ({ arguments: [, list] }) =>
        [list?.children[/c['"`]$/.test(list.children[0]?.text ?? '') ? 1 : 0] ?? []].flat(),
      only: (call) => SHELL.test(call.arguments[0]?.text ?? ''),
      need: command,
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
