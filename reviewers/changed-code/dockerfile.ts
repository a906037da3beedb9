import dockerfileAst, { type Dockerfile } from 'dockerfile-ast';
import { z } from 'zod';

/** One instruction of a Dockerfile. */
export interface DockerInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** 1-based. */
  readonly line: number;
  readonly flags: readonly string[];
  readonly args: readonly string[];
  /** What stands behind keyword and flags as it was written, and the UTF-16 offset at which it begins. */
  readonly text: string;
  readonly start: number;
  /** The stage that it belongs to, counted from 0. */
  readonly stage: number;
}

const KNOWN: ReadonlySet<string> = new Set(
  'FROM RUN CMD LABEL MAINTAINER EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL'.split(
    ' ',
  ),
);

/** The instructions of a Dockerfile in order; null where one of them is none that Docker knows. */
export function readDockerfile(text: string): readonly DockerInstruction[] | null {
  const { DockerfileParser } = dockerfileAst;
  const file: Dockerfile = DockerfileParser.parse(text);
  const starts = lineStarts(text);
  let stage = -1;
  const found = file.getInstructions().map((instruction): DockerInstruction => {
    const keyword = instruction.getKeyword().toUpperCase();
    if (keyword === 'FROM') stage += 1;
    const range = instruction.getRange();
    const all = instruction.getArguments();
    const flags =
      'getFlags' in instruction && typeof instruction.getFlags === 'function'
        ? (instruction.getFlags() as { toString(): string }[])
        : [];
    const first = all[0]?.getRange().start;
    const offset = (place: { readonly line: number; readonly character: number }): number =>
      (starts[place.line] ?? 0) + place.character;
    const start = first === undefined ? offset(range.end) : offset(first);
    return {
      keyword,
      line: range.start.line + 1,
      flags: flags.map(String),
      args: all.map((one) => one.getValue()),
      text: text.slice(start, offset(range.end)),
      start,
      stage: Math.max(0, stage),
    };
  });
  return found.every(({ keyword }) => KNOWN.has(keyword)) ? found : null;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The words of an instruction in the form of a list; null where it is none. What only begins as one, Docker gives to the shell. */
export function listOfRun(text: string): readonly string[] | null {
  if (!/^\s*\[/.test(text)) return null;
  try {
    return z.array(z.string()).parse(JSON.parse(text.replaceAll(/\\\r?\n/g, '')));
  } catch {
    return null;
  }
}

/** The program of a `RUN` for a shell, with the offsets of its text; null where it is a list of words. */
export function programOfRun({
  text,
}: DockerInstruction): { readonly program: string; readonly skipped: number } | null {
  if (listOfRun(text) !== null) return null;
  // Comments between continued lines are no part of the command.
  const clean = text.replaceAll(/(?<=\\[ \t]{0,20}\r?\n)(?:[ \t]{0,200}(?:#[^\n]{0,10000})?\r?\n)+/g, (comments) =>
    ' '.repeat(comments.length),
  );
  const [opening = '', mark = ''] = /^<<-?["']?(\w+)["']?[ \t]*\r?\n/.exec(clean) ?? [];
  if (opening === '') return { program: clean, skipped: 0 };
  const end = clean.lastIndexOf(mark);
  return { program: clean.slice(opening.length, Math.max(opening.length, end)), skipped: opening.length };
}
