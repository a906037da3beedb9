import type { SideHazard, SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import {
  type ScriptFile,
  readTestScript,
  type ScriptCommand,
} from '../../changed-code/test-script/read-test-script.ts';
import { environmentHazards } from '../settings/environment.ts';
import { lineAt } from '../../changed-code/shell/parse-shell.ts';
import { judgeShell, shellHazards } from '../shell/judge-shell.ts';

/** Commands that write or remove what their words name. */
const WRITES: ReadonlySet<string> = new Set(['cp', 'rm', 'mv', 'mkdir', 'symlink', 'chmod', 'unquote', 'cd']);
const SHELL = /^(?:.{0,100}\/)?(?:(?:ba|z|da|k)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/;
/** Outside of the folder that the test is given: from the root, from home, or up and up. */
const OUTSIDE =
  /^(?:\/(?!dev\/null)|~|\$\{?(?:HOME|USERPROFILE|GOROOT)\b|[A-Za-z]:\\)|(?:^|\/)\.\.\/(?:[^/]{0,80}\/)?\.\.(?:\/|$)/;
const INTERPRETERS = /^(?:.{0,100}\/)?(?:(?:ba|z|da|k)?sh|python[\d.]{0,4}|node|perl|ruby|php|go|deno|bun|env)$/;
const FETCHES = /^(?:curl|wget|nc|ncat|scp|ssh|ftp|aria2c)$/;
/** Programs in an archive that a test may build and run, in languages of which nothing is read here. */
const PROGRAM = /\.(?:go|py|rb|js|mjs|cjs|ts|pl|php|ps1|bat|cmd|c|rs|java|wasm|so|exe)$/i;

/** Judges a script of Go's tests: the commands that start programs or leave the folder of the test, and scripts in its archive. */
export function judgeTestScript(text: string, path: string): SideJudgement {
  const { commands, files } = readTestScript(text);
  const runs = new Set(
    commands.flatMap(({ words: [name = '', program = '', ...args] }) =>
      name !== 'exec' ? (name === 'go' ? args : []) : INTERPRETERS.test(program) ? args : [program],
    ),
  );
  return {
    hazards: [...commands.flatMap((command) => hazardsOf(command, path)), ...files.flatMap(fileHazards)],
    unread: [...commands.flatMap(unreadOf), ...files.flatMap((file) => unreadFile(file, runs))],
  };
}

function hazardsOf(command: ScriptCommand, path: string): SideHazard[] {
  const { words, line, text } = command;
  const [name = '', ...args] = words;
  if (name === 'env' || name === 'setenv')
    return args.flatMap((arg) => {
      const at = arg.indexOf('=');
      const value = arg.slice(at + 1);
      // A test that reaches nothing is the better one.
      return at === -1 || (value === 'off' && /^GO(?:PROXY|SUMDB)$/.test(arg.slice(0, at)))
        ? []
        : environmentHazards({ name: arg.slice(0, at), value }, { line, path: 'script', isProduction: false }).filter(
            // A test may well want to see more, and stand in for passwords.
            ({ rule }) => rule !== 'debug-mode' && rule !== 'hard-coded-secret',
          );
    });
  if (name === 'exec' || FETCHES.test(name)) return executed(name === 'exec' ? args : words, command);
  if (!WRITES.has(name) || !args.some((arg) => OUTSIDE.test(arg))) return [];
  return [
    {
      rule: 'excessive-permissions',
      identity: text,
      lines: [line],
      title: 'The test writes outside of the folder that it is given',
      explanation: 'Whatever lies there on the machine of a developer or of CI is changed or gone. Work in `$WORK`.',
      failureScenario: {
        description: `Somebody runs the tests${path === '' ? '' : ` (\`${path}\`)`}: a file of theirs is replaced or removed.`,
      },
    },
  ];
}

function executed(args: readonly string[], { line, text }: ScriptCommand): SideHazard[] {
  const [program = ''] = args;
  const inner = SHELL.test(program) ? args.find((arg, index) => index > 0 && !/^-|^\/c$/i.test(arg)) : undefined;
  const isText = args.some((arg) => /^-\w{0,3}c$|^\/c$/i.test(arg));
  const known = shellHazards(isText && inner !== undefined ? inner : args.map(quoted).join(' ')) ?? [];
  if (known.length > 0)
    return known.map(({ start, ...hazard }) => ({ ...hazard, lines: [line - 1 + lineAt(text, start)] }));
  if (FETCHES.test(program) && args.some((arg) => /^(?:https?|ftp):\/\/(?!localhost|127\.|\$)/.test(arg)))
    return [
      {
        rule: 'downloaded-code',
        identity: text,
        lines: [line],
        title: 'The test asks a server of others',
        explanation:
          'What it answers, or that it does not, decides what the test does. Keep what is needed beside the test.',
        failureScenario: {
          description: 'The server answers with something else, or sees who runs the tests and when.',
        },
        severity: 'warning',
        confidence: 600,
      },
    ];
  if (!isText || inner === undefined || !/\$/.test(inner)) return [];
  return [
    {
      rule: 'command-injection',
      identity: text,
      lines: [line],
      title: 'A value becomes a program of the shell',
      explanation: 'Whoever chooses the value chooses what runs. Call the program without a shell between.',
      failureScenario: { description: 'The folder of the test, or a setting, has a sign that a shell obeys.' },
      severity: 'suggestion',
      confidence: 400,
    },
  ];
}

function quoted(word: string): string {
  return /^[\w./:=@%+,$-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A program of the shell in the archive. */
function fileHazards({ name, text, line }: ScriptFile): SideHazard[] {
  if (!isShell(name, text)) return [];
  return judgeShell(text, name).hazards.map((hazard) => ({ ...hazard, lines: hazard.lines.map((one) => line + one) }));
}

const isShell = (name: string, text: string): boolean =>
  /\.(?:ba)?sh$/.test(name) || /^#!.{0,60}\b(?:ba|z)?sh\b/.test(text);

function unreadFile({ name, text }: ScriptFile, runs: ReadonlySet<string>): UnreadPart[] {
  const base = name.slice(name.lastIndexOf('/') + 1);
  if (isShell(name, text)) return [...judgeShell(text, name).unread];
  const isRun = runs.has(name) || runs.has(`./${name}`) || runs.has(base) || text.startsWith('#!');
  return isRun ||
    (PROGRAM.test(name) &&
      /\b(?:exec|os\/exec|net\/http|syscall|unsafe|subprocess|child_process|eval|system|socket|urllib)\b/.test(text))
    ? [
        {
          reason: `has a program in its archive (\`${base.slice(0, 60)}\`), which no rule reads there`,
          identity: `${name}\n${text}`,
        },
      ]
    : [];
}

function unreadOf({ words, text, isOpen }: ScriptCommand): UnreadPart[] {
  const [name = '', program = ''] = words;
  const isText = name === 'exec' && SHELL.test(program) && words.some((arg) => /^-\w{0,3}c$/i.test(arg));
  const runs = /^(?:python[\d.]{0,4}|node|perl|ruby|php)$/.test(program) && words.some((arg) => /^-[ecr]$/.test(arg));
  return isOpen || (name === 'exec' && runs) || (isText && shellHazards(words.at(-1) ?? '') === null)
    ? [{ reason: 'has a command that no rule reads', identity: text }]
    : [];
}
