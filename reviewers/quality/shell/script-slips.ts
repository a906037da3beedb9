import { editDistance } from '../../../schemas/text/edit-distance.ts';
import type { Statement, SyntaxNode } from 'unbash';
import type { ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { setsOption } from './options.ts';
import { expansionsIn, isCommand, programOf } from '../../changed-code/shell/words.ts';
import { originsOf } from '../../changed-code/shell/origins.ts';
import type { ShellSlip } from './shell-slip.ts';

const slip = (rule: ShellSlip['rule'], { pos, end }: SyntaxNode): ShellSlip => ({ rule, start: pos, end });

/** Slips that only the script as a whole shows. */
export function scriptSlips(script: ShellScript): ShellSlip[] {
  return [...listSlips(script), ...misspelled(script), ...foreignToSh(script)];
}

function listSlips(script: ShellScript): ShellSlip[] {
  const careful = setsOption(script.text, 'e', 'errexit');
  return script.nodes.flatMap((node): ShellSlip[] => {
    if (node.type !== 'Script' && node.type !== 'CompoundList') return [];
    const list: readonly Statement[] = node.commands;
    return list.flatMap((statement, at): ShellSlip[] => {
      const next = list[at + 1];
      if (next === undefined || !isCommand(statement.command)) return [];
      const name = programOf(statement.command)?.name;
      if (
        /^(?:exit|return|break|continue)$/.test(name ?? '') &&
        statement.background !== true &&
        next.command.type !== 'Function'
      )
        // An `exit` at the very beginning turns the script off on purpose.
        return node.type === 'Script' && (name !== 'exit' || at === 0) ? [] : [slip('unreachable-command', next)];
      // `cd` followed at once by something that removes what lies here.
      if (name !== 'cd' || careful || !isCommand(next.command)) return [];
      const removes = programOf(next.command);
      const wipes =
        (removes?.name === 'rm' && removes.args.every(({ text }) => !text.startsWith('/'))) ||
        (removes?.name === 'find' && removes.args.some(({ value }) => value === '-delete')) ||
        (removes?.name === 'git' && removes.args[0]?.value === 'clean');
      return wipes ? [slip('unchecked-folder', statement)] : [];
    });
  });
}

/** A name that is read once, given no value anywhere, and nearly the name of one that has a value. */
function misspelled(script: ShellScript): ShellSlip[] {
  if (/\b(?:eval|source|declare -n|local -n|printf -v|export -f|\. )/.test(script.text)) return [];
  const { assigned } = originsOf(script);
  const names = [...assigned];
  return script.nodes.flatMap((node): ShellSlip[] => {
    if (node.type !== 'SimpleExpansion' && node.type !== 'ParameterExpansion') return [];
    const [expansion] = expansionsIn({ parts: [node] });
    const name = expansion?.name ?? '';
    if (
      !/^[a-z][a-z\d_]{3,}$/.test(name) ||
      assigned.has(name) ||
      (node.type === 'ParameterExpansion' && node.operation?.type === 'Default')
    )
      return [];
    return names.some((known) => known.length > 3 && !sameButNumber(known, name) && editDistance(known, name) === 1)
      ? [slip('misspelled-variable', node)]
      : [];
  });
}

const sameButNumber = (one: string, other: string): boolean =>
  one.replace(/\d/g, '') === other.replace(/\d/g, '') || `${one}s` === other || `${other}s` === one;

/** What only Bash knows, in a script that asks for `sh`: told once. */
function foreignToSh(script: ShellScript): ShellSlip[] {
  const [first = ''] = script.text.split('\n', 1);
  if (!/^#![ \t]{0,4}(?:\/usr)?\/bin\/(?:env sh|sh|dash)\b/.test(first)) return [];
  const found = script.nodes.find((node) => {
    if (
      node.type === 'TestCommand' ||
      node.type === 'HereString' ||
      node.type === 'ProcessSubstitution' ||
      node.type === 'ArrayValue'
    )
      return true;
    if (node.type === 'ArithmeticFor' || node.type === 'Select') return true;
    if (node.type === 'Redirect' && /^&>>?$/.test(node.operator)) return true;
    return (
      node.type === 'ParameterExpansion' &&
      /^(?:Replace|Slice|CaseModification|Transform|Names)$/.test(node.operation?.type ?? '')
    );
  });
  return found === undefined ? [] : [slip('not-in-sh', found)];
}
