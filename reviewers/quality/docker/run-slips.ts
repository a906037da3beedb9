import type { Command, Pipeline } from 'unbash';
import { type DockerInstruction, programOfRun } from '../../changed-code/dockerfile.ts';
import { parseShell, type ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { isCommand, programOf } from '../../changed-code/shell/words.ts';
import type { DockerSlip } from './docker-slip.ts';

/** What the programs of `RUN` do otherwise than they plainly mean to. */
export function runSlips(all: readonly DockerInstruction[]): DockerSlip[] {
  const pipefail = new Set<number>();
  return all.flatMap((one): DockerSlip[] => {
    if (one.keyword === 'SHELL') {
      if (/pipefail/.test(one.text)) pipefail.add(one.stage);
      else pipefail.delete(one.stage);
    }
    const run = one.keyword === 'RUN' ? programOfRun(one) : null;
    const script = run === null ? null : parseShell(run.program);
    if (script === null || script.errors.length > 0) return [];
    const failsLoud = pipefail.has(one.stage) || /pipefail/.test(script.text);
    return slipsIn(script, failsLoud).map((rule) => ({ rule, one }));
  });
}

/** The rules that speak of a program, each once. */
function slipsIn(script: ShellScript, failsLoud: boolean): DockerSlip['rule'][] {
  const found = new Set<DockerSlip['rule']>();
  for (const node of script.nodes) {
    if (node.type === 'Pipeline' && !failsLoud && losesFailure(node)) found.add('lost-failure');
    if (!isCommand(node)) continue;
    if (asks(node, script)) found.add('waits-for-answer');
    if (hasHighNumber(node)) found.add('sparse-log');
  }
  return [...found];
}

/**
 * Programs that are content with an empty input. Those that run or unpack it are left out: what is run is told by others, what is unpacked fails, and so
 * do `grep` (nothing found), `apt-key add` (no key) and `jq -e`.
 */
const CONTENT = /^(?:tee|wc|sort|sed|awk|cut|tr|cat|head|tail|jq|base64|envsubst|psql|mysql)$/;

function losesFailure({ commands }: Pipeline): boolean {
  const [first, last] = [commands[0], commands.at(-1)];
  if (first === undefined || last === undefined || !isCommand(first) || !isCommand(last)) return false;
  const [source, sink] = [programOf(first), programOf(last)];
  if (source === null || sink === null || !/^(?:curl|wget)$/.test(source.name)) return false;
  return (
    CONTENT.test(sink.name) &&
    !(sink.name === 'jq' && sink.args.some(({ text }) => /^(?:-\w*e|--exit-status$)/.test(text)))
  );
}

/** How a tool installs, and how it is told to ask nothing. */
const ASKING: Readonly<Record<string, { readonly verb: RegExp; readonly yes: RegExp }>> = {
  'apt-get': {
    verb: /^(?:install|upgrade|dist-upgrade)$/,
    yes: /^(?:-[a-xz]*y[a-z]*|-qq+y?|-q=[2-9]|--yes|--assume-yes)$/,
  },
  apt: { verb: /^(?:install|upgrade)$/, yes: /^(?:-[a-xz]*y[a-z]*|-qq+y?|--yes|--assume-yes)$/ },
  yum: { verb: /^(?:install|groupinstall|localinstall|upgrade|update)$/, yes: /^(?:-[a-xz]*y[a-z]*|--assumeyes)$/ },
  dnf: { verb: /^(?:install|groupinstall|localinstall|upgrade)$/, yes: /^(?:-[a-xz]*y[a-z]*|--assumeyes)$/ },
  zypper: { verb: /^(?:install|in|update|up)$/, yes: /^(?:-[a-mo-xz]*[yn][a-z]*|--no-confirm|--non-interactive)$/ },
};

function asks(command: Command, script: ShellScript): boolean {
  const program = programOf(command);
  const tool = program === null ? undefined : ASKING[program.name];
  if (program === null || tool === undefined) return false;
  const words = program.args.map(({ value, text }) => value ?? text);
  // Twice quiet is an answer too, and so is `yes | apt-get install …`; a word that is computed may be one.
  const isQuiet = words.filter((word) => /^(?:-q|--quiet)$/.test(word)).length > 1;
  const isAnswered = script.parents.get(command)?.type === 'Pipeline' || /assume-?yes|APT::Get/i.test(script.text);
  const says = words.some((word) => tool.yes.test(word) || word.includes('$'));
  return words.some((word) => tool.verb.test(word)) && !isQuiet && !isAnswered && !says;
}

/** From here on the empty records of `lastlog` and `faillog` are more than 30 MB. */
const HIGH = 100_000;

function hasHighNumber(command: Command): boolean {
  const program = programOf(command);
  if (program?.name !== 'useradd') return false;
  const words = program.args.map(({ value, text }) => value ?? text);
  if (words.some((word) => /^(?:-[a-km-z]*l[a-z]*|--no-log-init|-r|--system)$/.test(word))) return false;
  const at = words.findIndex((word) => /^(?:-[a-z]*u|--uid)$/.test(word));
  const joined = words.map((word) => /^--uid=(\d{1,10})$/.exec(word)?.[1]).find((one) => one !== undefined);
  return Number(joined ?? (at === -1 ? 0 : (words[at + 1] ?? 0))) >= HIGH;
}
