import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { SideJudgement, UnreadPart } from '../../changed-code/sides/judgement.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { lineAt } from '../../changed-code/shell/parse-shell.ts';
import { shellHazards } from '../shell/judge-shell.ts';
import { DOCKER_RULES, lostUser } from './dockerfile-hazards.ts';
import { otherProgram } from '../shell/other-programs.ts';
import { type DockerInstruction, listOfRun, programOfRun, readDockerfile } from '../../changed-code/dockerfile.ts';

/** Judges a Dockerfile: its instructions, and the programs that it runs. */
export function judgeDockerfile(text: string, path: string): SideJudgement {
  const all = readDockerfile(text);
  if (all === null)
    return { hazards: [], unread: [{ reason: 'has an instruction that Docker does not know', identity: text }] };
  const { hazards, unread } = runHazards(all, text);
  const own = all.flatMap((one) => DOCKER_RULES.flatMap((rule) => rule(one, all)));
  // What only tests start needs no user of its own, and may be the newest.
  const told =
    isSampleCode(path) || DEVELOPMENT.test(path)
      ? own.filter(({ rule }) => rule !== 'moving-image' && rule !== 'excessive-permissions')
      : own;
  return { hazards: [...told, ...hazards], unread: [...unread, ...otherSyntax(text)] };
}

/** Images in which somebody develops. */
const DEVELOPMENT = /(?:^|\/)\.?(?:devcontainer|gitpod)|\.dev(?:elopment)?$/i;

/** The image in whose words the file is read; Docker's own reads what is read here. */
const SYNTAX = /^[ \t]*#[ \t]*syntax[ \t]*=[ \t]*(?!docker\/dockerfile(?:-upstream)?(?:[:@\s]|$))/i;

function otherSyntax(text: string): UnreadPart[] {
  const lines = text.split('\n');
  const directives = lines.slice(
    0,
    Math.max(
      0,
      lines.findIndex((line) => !line.trim().startsWith('#')),
    ),
  );
  return directives
    .filter((line) => SYNTAX.test(line))
    .map((line) => ({ reason: 'is read by a program of its own choice (`# syntax=`)', identity: line }));
}

/** What a change of a Dockerfile took away. */
export function lostInDockerfile(base: string, head: string): ConfigurationHazard[] {
  const [old, now] = [readDockerfile(base), readDockerfile(head)];
  return old === null || now === null ? [] : lostUser(old, now);
}

const STARTS = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
const OF_IMAGE = new Set(['downloaded-code', 'secret-sent-away', 'remote-shell']);

/**
 * What the container starts, as far as it does harm to whoever runs it: a line for the shell, or `sh -c` with its text in a list. What the
 * program does with its own arguments is the program's matter.
 */
function started(all: readonly DockerInstruction[]): ConfigurationHazard[] {
  return all.flatMap((one): ConfigurationHazard[] => {
    if (!STARTS.has(one.keyword)) return [];
    const found = shellHazards(one.text.replace(/^\s*CMD\s/, '')) ?? [];
    const listed = /\[\s*"(?:\/\w+)*\/?(?:ba|da|a)?sh"\s*,\s*"-\w{0,4}c"\s*,\s*("(?:[^"\\]|\\.){0,4000}")/.exec(
      one.text,
    )?.[1];
    const inner = listed === undefined ? [] : (shellHazards(unquoted(listed)) ?? []);
    return [...found, ...inner]
      .filter(({ rule }) => OF_IMAGE.has(rule))
      .slice(0, 1)
      .map(({ start: _inside, ...hazard }) => ({ ...hazard, lines: [one.line] }));
  });
}

/** Shells that are read, with options that run nothing of their own. */
const SHELL = /^(?:(?:\/\w{1,20}){0,3}\/?(?:ba|da|a)?sh(?: -\w{1,8}| pipefail){0,6})?$/;

/** What another image runs when it is built on this one is run all the same. */
function laterRun(one: DockerInstruction): DockerInstruction {
  const [head = ''] = one.keyword === 'ONBUILD' ? (/^\s*RUN\s+/i.exec(one.text) ?? []) : [];
  return head === ''
    ? one
    : { ...one, keyword: 'RUN', text: one.text.slice(head.length), start: one.start + head.length };
}

/** The program of a `RUN` in the form of a list: the text for a shell, or its words. */
function programOfList({ text }: DockerInstruction): { readonly program: string; readonly skipped: number } | null {
  const words = listOfRun(text) ?? [];
  const [shell = '', flag = '', program] = words;
  if (/^(?:\/\w{1,20}){0,3}\/?(?:ba|da|a)?sh$/.test(shell) && /^-\w{0,5}c$/.test(flag) && program !== undefined)
    return { program, skipped: 0 };
  return words.length === 0
    ? null
    : {
        program: words
          .map((word) => (/^[\w./=:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
          .join(' '),
        skipped: 0,
      };
}

const unquoted = (text: string): string =>
  text.slice(1, -1).replaceAll(/\\([^])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

function runHazards(
  all: readonly DockerInstruction[],
  text: string,
): { readonly hazards: ConfigurationHazard[]; readonly unread: UnreadPart[] } {
  const hazards: ConfigurationHazard[] = started(all);
  const unread: UnreadPart[] = [];
  let shell = '';
  for (const one of all.map(laterRun)) {
    if (one.keyword === 'FROM') shell = '';
    if (one.keyword === 'SHELL') shell = (listOfRun(one.text) ?? ['?']).join(' ');
    const run = one.keyword === 'RUN' ? (programOfRun(one) ?? programOfList(one)) : null;
    if (run === null) continue;
    const isOther = !SHELL.test(shell) || /^\s*#!(?!.{0,80}\b(?:ba|da|a)?sh\b)/.test(run.program);
    const found = isOther ? null : shellHazards(run.program);
    const other = found === null ? null : otherProgram(run.program);
    if (found === null || other !== null)
      unread.push({
        reason:
          other === null
            ? 'has a `RUN` that cannot be read as a program of the shell'
            : `has a program for \`${other}\`, which is not read here`,
        identity: run.program.replace(/\s+/g, ''),
      });
    for (const { start, ...hazard } of found ?? [])
      hazards.push({ ...hazard, lines: [lineAt(text, one.start + run.skipped + start), one.line] });
  }
  return { hazards, unread };
}
