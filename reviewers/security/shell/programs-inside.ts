import type { Command } from 'unbash';
import { isCommand, literalOf, programOf } from '../../changed-code/shell/words.ts';
import { parseShell, type ShellScript } from '../../changed-code/shell/parse-shell.ts';
import type { ShellHazard } from './shell-hazard.ts';

type Judge = (script: ShellScript) => readonly ShellHazard[];

const SHELL = /^(?:ba|z|da|k|a)?sh$/;
const WRITES = /^(?:echo|printf|cat|tee)$/;
/** Where a machine looks for what it starts by itself, and files of scripts. */
const STARTED =
  /(?:^|\/)(?:\.(?:bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv|xprofile|xinitrc)|crontab|rc\.local|profile|bash\.bashrc)$|\/(?:cron\.(?:d|hourly|daily|weekly|monthly)|crontabs|profile\.d|init\.d|update-motd\.d|if-up\.d)\/|\/(?:systemd\/\S{1,40}|LaunchAgents|LaunchDaemons)\/|(?:^|\/)hooks\/|\.(?:ba|z)?sh$/;
const TIMES = /^\s*(?:(?:[\d*/,-]{1,40}\s+){4}[\w*/,-]{1,40}|@\w{1,20})\s+/;
const UNIT = /^\s*Exec(?:Start|StartPre|StartPost|Stop|Reload)\s*=\s*[-@:+!]{0,3}/;
/** Deeper no one writes it. */
const MOST_DEPTH = 3;

/**
 * What a script holds as text, and another shell runs: the program of `sh -c`, `su -c`, `ssh`, `trap`, `eval`, of a document that a shell reads,
 * and what is written to where a machine starts it. `judge` tells what the programs do.
 */
export function programsInside(script: ShellScript, judge: Judge, depth = 0): ShellHazard[] {
  if (depth >= MOST_DEPTH) return [];
  return script.nodes.filter(isCommand).flatMap((command) =>
    programsOf(command, script).flatMap((text) => {
      const inner = parseShell(text);
      if (inner === null || inner.errors.length > 0) return [];
      const told = [...judge(inner), ...programsInside(inner, judge, depth + 1)];
      return told.slice(0, 1).map((hazard) => ({ ...hazard, start: command.pos }));
    }),
  );
}

function programsOf(command: Command, script: ShellScript): string[] {
  const program = programOf(command);
  if (program === null) return [];
  const { name, args } = program;
  const behind = (flag: RegExp): string[] => {
    const at = args.findIndex(({ text }) => flag.test(text));
    const text = at === -1 ? null : literalOf(args[at + 1]);
    return text === null ? [] : [text];
  };
  const documents = command.redirects.flatMap((one) => (one.type === 'HereDoc' ? [one.body.text] : []));
  if (SHELL.test(name)) return [...behind(/^-\w{0,5}c$/), ...documents];
  if (name === 'su' || name === 'runuser') return behind(/^(?:-c|--command)$/);
  if (name === 'ssh')
    return [
      ...args
        .slice(1)
        .flatMap((word) => literalOf(word) ?? [])
        .slice(-1),
      ...documents,
    ];
  if (name === 'eval' || name === 'trap') return args.slice(0, 1).flatMap((word) => literalOf(word) ?? []);
  if (name === 'crontab') return [...documents, ...writtenBefore(command, script)].flatMap(started);
  if (!WRITES.test(name)) return [];
  const target = [
    ...command.redirects.flatMap((one) => (one.type === 'Redirect' ? [one.target?.value ?? ''] : [])),
    ...teeTargets(command, script),
  ];
  if (!target.some((path) => STARTED.test(path))) return [];
  return [...documents, ...args.flatMap((word) => literalOf(word) ?? [])].flatMap(started);
}

/** `… | tee -a FILE`: where what is printed goes. */
function teeTargets(command: Command, script: ShellScript): string[] {
  const pipeline = script.parents.get(command);
  if (pipeline?.type !== 'Pipeline') return [];
  return pipeline.commands.filter(isCommand).flatMap((one) => {
    const program = programOf(one);
    return program?.name === 'tee' ? program.args.map(({ value }) => value) : [];
  });
}

/** The texts that are printed anywhere in front of a command of a pipeline. */
function writtenBefore(command: Command, script: ShellScript): string[] {
  const pipeline = script.parents.get(command);
  if (pipeline?.type !== 'Pipeline') return [];
  return script.nodes.filter(isCommand).flatMap((one) => {
    const isInside = one.pos >= pipeline.pos && one.end <= command.pos;
    const program = isInside ? programOf(one) : null;
    return program !== null && WRITES.test(program.name) ? program.args.flatMap((word) => literalOf(word) ?? []) : [];
  });
}

/** What of a text is a program: lines of cron behind their times, commands of a unit; all of it otherwise. */
function started(text: string): string[] {
  const lines = text.split(/\n|\\n/);
  const special = lines.flatMap((line) => {
    const time = TIMES.exec(line) ?? UNIT.exec(line);
    // A table of the system names the user in front of the command; as a command of its own it is the same pipeline.
    return time === null ? [] : [line.slice(time[0].length)];
  });
  return special.length > 0 ? special : [text];
}
