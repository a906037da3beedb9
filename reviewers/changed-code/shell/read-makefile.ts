import type { UnreadPart } from '../sides/judgement.ts';
import { closing, expandMake } from './expand-make.ts';

/** A piece of a Makefile that a shell runs by itself. */
interface RecipeScript {
  readonly text: string;
  /** The 1-based line of the file at which it begins. */
  readonly line: number;
  /** Whether another line of the same recipe follows, in a shell of its own. */
  readonly isFollowed: boolean;
}

/** The scripts in a Makefile, and what nobody here can read of it. */
export interface Makefile {
  readonly scripts: readonly RecipeScript[];
  readonly unread: readonly UnreadPart[];
}

interface Line {
  readonly text: string;
  readonly at: number;
}

const ASSIGNED = /^\s*(?:(?:export|override|private)\s+)*([\w.%/-]+)\s*(?::{0,3}|[?+!])=/;
const CONDITION = /^\s*(?:ifn?eq|ifn?def|else|endif)\b/;
const DIRECTIVE = /^\s*(?:-?include|sinclude|vpath|export|unexport|undefine)\b/;
const SAYS = /^\s*\$[({](?:info|warning|error)\b/;
const SHELLS = /^\s*(?:\/usr)?(?:\/bin\/)?(?:env\s+)?(?:ba|da|a)?sh(?:\s+-[\w\s-]{0,80})?$/;

/** Reads the rules of a Makefile: by lines, without running or including anything. */
export function readMakefile(text: string): Makefile {
  const unread: UnreadPart[] = [];
  const skip = (reason: string, identity: string): number => unread.push({ reason, identity });
  const shell = /^SHELL\s*[:?]{0,3}=(.*)$/m.exec(text)?.[1];
  if (shell !== undefined && !SHELLS.test(shell.trim()))
    skip('has recipes for another shell than sh and Bash', shell.trim());
  if (/^\.RECIPEPREFIX\s*[:?]?=/m.test(text)) skip('writes its recipes in its own way', '.RECIPEPREFIX');
  const expand = expandMake(text);
  const isOneShell = /^\.ONESHELL\s*:/m.test(text);
  const recipes: Line[][] = [];
  const others: Line[] = [];
  let open: Line[] | null = null;
  let isDefined = false;
  for (const line of logicalLines(text)) {
    const { text: written } = line;
    if (isDefined) {
      isDefined = !/^\s*endef\b/.test(written);
      if (isDefined) recipes.push([line]);
    } else if (open !== null && written.startsWith('\t')) open.push(line);
    else if (/^\s*define\b/.test(written)) isDefined = true;
    else if (written.trim() === '' || /^\s*#/.test(written) || CONDITION.test(written) || DIRECTIVE.test(written)) {
      others.push(line);
    } else if (ASSIGNED.test(written) || SAYS.test(written)) {
      others.push(line);
      open = null;
    } else if (/^[^\t=][^=]*:/.test(written)) {
      open = [];
      recipes.push(open);
      others.push(line);
    } else skip('has a line that is neither a rule nor a setting', written.replace(/\s+/g, ''));
  }
  const scripts = [
    ...recipes.flatMap((lines) => (isOneShell ? together(lines) : lines.map(oneLine))),
    ...others.flatMap(scriptsOf),
  ];
  return { scripts: scripts.map((one) => ({ ...one, text: expand(one.text) })), unread };
}

/** Lines, those that a backslash continues as one. */
function logicalLines(text: string): Line[] {
  const found: { text: string; at: number }[] = [];
  let goesOn = false;
  for (const [index, written] of text.split('\n').entries()) {
    const last = found.at(-1);
    if (goesOn && last !== undefined) last.text += `\n${written}`;
    else found.push({ text: written, at: index + 1 });
    goesOn = /(?<!\\)(?:\\\\)*\\$/.test(written);
  }
  return found;
}

const withoutSigns = (text: string): string => text.replace(/^[\t ]*[@+-]*[\t ]*/, '');

function oneLine({ text, at }: Line, index: number, all: readonly Line[]): RecipeScript {
  const isFollowed = all.slice(index + 1).some((next) => !/^\s*(?:#|$)/.test(next.text));
  return { text: withoutSigns(text), line: at, isFollowed };
}

function together(lines: readonly Line[]): RecipeScript[] {
  const [first] = lines;
  if (first === undefined) return [];
  const text = lines.map((line, index) => (index === 0 ? withoutSigns(line.text) : line.text.replace(/^\t/, '')));
  return [{ text: text.join('\n'), line: first.at, isFollowed: false }];
}

/** `a: b ; cmd`, `A != cmd`, `A := $(shell cmd)`: what runs outside of recipes. */
function scriptsOf({ text, at }: Line): RecipeScript[] {
  const [, behind] = /^[^=#;:]*:[^=;]*;(.*)$/s.exec(text) ?? /^[^=#]*!=(.*)$/s.exec(text) ?? [];
  const own = behind === undefined || CONDITION.test(text) ? [] : [behind];
  const inside = Array.from(
    text.matchAll(/\$[({]shell\s/g),
    ({ index }) => `: ${text.slice(index, closing(text, index + 1) + 1)}`,
  );
  return [...own, ...inside].map((script) => ({ text: script, line: at, isFollowed: false }));
}
