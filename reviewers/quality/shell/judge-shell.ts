import type { SideJudgement, SideHazard } from '../../changed-code/sides/judgement.ts';
import { lineAt, parseShell, type ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { batsAsBash, isBats } from '../../changed-code/shell/bats-words.ts';
import { isZsh, readsAsZsh, zshAsBash } from '../../changed-code/shell/zsh-words.ts';
import { scriptParts } from '../../changed-code/shell/script-parts.ts';
import { readMakefile } from '../../changed-code/shell/read-makefile.ts';
import { commandSlips } from './command-slips.ts';
import { scriptSlips } from './script-slips.ts';
import { SHELL_SLIPS, type ShellSlip } from './shell-slip.ts';
import { testSlips } from './test-slips.ts';

const RULES: readonly ((script: ShellScript) => readonly ShellSlip[])[] = [testSlips, commandSlips, scriptSlips];

/** Zsh splits no words of a value, runs the end of a pipe in the script itself, and sets variables of its own. */
const NOT_IN_ZSH: ReadonlySet<ShellSlip['rule']> = new Set([
  'unquoted-removal',
  'unquoted-test',
  'lost-in-pipe',
  'misspelled-variable',
  'not-in-sh',
]);

/** A test ends at the first command that fails, and bats sets variables for it. */
const NOT_IN_BATS: ReadonlySet<ShellSlip['rule']> = new Set(['misspelled-variable', 'unchecked-folder']);

/** Judges whether a script does what it plainly means to. */
export function judgeSlips(text: string, path = ''): SideJudgement {
  if (isBats(text, path)) return slipsIn(batsAsBash(text), NOT_IN_BATS);
  if (!isZsh(text, path)) {
    const judged = slipsIn(text);
    return judged.unread.length > 0 && readsAsZsh(text) ? slipsOfZsh(text) : judged;
  }
  return slipsOfZsh(text);
}

function slipsOfZsh(text: string): SideJudgement {
  const { text: written, unread } = zshAsBash(text);
  const whole = slipsIn(written, NOT_IN_ZSH);
  if (whole.unread.length === 0) return { ...whole, unread };
  const apart = scriptParts(written);
  return {
    hazards: apart.read.flatMap((part) => {
      const above = lineAt(written, part.start) - 1;
      const { hazards } = slipsIn(part.text, NOT_IN_ZSH);
      return hazards.map((one) => ({ ...one, lines: one.lines.map((line) => line + above) }));
    }),
    unread: [
      ...unread,
      ...apart.unread.map((identity) => ({ reason: 'cannot be parsed as a shell script', identity })),
    ],
  };
}

function slipsIn(text: string, without: ReadonlySet<ShellSlip['rule']> = new Set()): SideJudgement {
  const script = parseShell(text);
  if (script === null || script.errors.length > 0)
    return { hazards: [], unread: [{ reason: 'cannot be parsed as a shell script', identity: text }] };
  return {
    hazards: RULES.flatMap((rule) => rule(script))
      .filter(({ rule }) => !without.has(rule))
      .map((one) => hazardOf(one, text)),
    unread: [],
  };
}

/** Judges whether the recipes of a Makefile do what they plainly mean to. */
export function judgeMakefileSlips(text: string): SideJudgement {
  const { scripts, unread } = readMakefile(text);
  const judged = scripts.map((script) => {
    const { hazards, unread: parts } = judgeSlips(script.text);
    // What a target named `clean` finds by its ending has no spaces in its name.
    const kept = hazards.filter(({ rule }) => rule !== 'unsafe-names-removed');
    const moved = kept.map((one) => ({ ...one, lines: one.lines.map((line) => script.line + line - 1) }));
    // `cd folder` alone on its line: the next one starts where it stood.
    const lost = script.isFollowed && /^cd\s+[^\s;&|]+\s*$/.test(script.text);
    const slip = { rule: 'lost-folder', start: 0, end: script.text.length } as const;
    return {
      hazards: lost ? [...moved, { ...hazardOf(slip, script.text), lines: [script.line] }] : moved,
      unread: parts,
    };
  });
  return {
    hazards: judged.flatMap(({ hazards }) => hazards),
    unread: [...unread, ...judged.flatMap((one) => one.unread)],
  };
}

function hazardOf({ rule, start, end }: ShellSlip, text: string): SideHazard {
  const { title, why, scenario } = SHELL_SLIPS[rule];
  const code = text.slice(start, end).split('\n', 1).join();
  return {
    rule,
    identity: text.slice(start, end).replace(/\s+/g, ''),
    lines: [lineAt(text, start)],
    title,
    explanation: `${why} This is about \`${code.length > 100 ? `${code.slice(0, 97)}...` : code}\`.`,
    failureScenario: { description: scenario },
  };
}
