import type { Command, Pipeline, Redirection, Statement, SyntaxNode, Word } from 'unbash';
import { around, type ShellScript } from '../../changed-code/shell/parse-shell.ts';
import { setsOption } from './options.ts';
import { expansionsIn, isCommand, programOf } from '../../changed-code/shell/words.ts';
import { originsOf } from '../../changed-code/shell/origins.ts';
import type { ShellSlip } from './shell-slip.ts';

const slip = (rule: ShellSlip['rule'], { pos, end }: SyntaxNode): ShellSlip => ({ rule, start: pos, end });

/** Commands that do something else than they seem to. */
export function commandSlips(script: ShellScript): ShellSlip[] {
  const unset = !endsOnUnset(script);
  const { of, assigned } = originsOf(script);
  return script.nodes.flatMap((node): ShellSlip[] => {
    if (node.type === 'Pipeline') return pipelineSlips(node, script);
    if (!isCommand(node)) return [];
    const program = programOf(node);
    return [
      ...assignmentSlips(node),
      ...redirectionSlips(node, script),
      ...(program?.name === 'rm'
        ? removalSlips(node, { unset, assigned, isFixed: (word) => of(word) === 'fixed' })
        : []),
    ];
  });
}

/** `set -u`, `set -euo pipefail`, `#!/bin/bash -eu`. */
function endsOnUnset({ text }: ShellScript): boolean {
  return setsOption(text, 'u', 'nounset');
}

interface Removal {
  readonly unset: boolean;
  readonly assigned: ReadonlySet<string>;
  readonly isFixed: (word: Word) => boolean;
}

function removalSlips(command: Command, { unset, assigned, isFixed }: Removal): ShellSlip[] {
  const args = command.args.filter((one): one is Word => one.type === 'Word');
  const recursive = args.some(({ text }) => /^-\w{0,4}[rR]|^--recursive$/.test(text));
  if (!recursive) return [];
  const dangerous = args.some((word) => {
    if (isFixed(word) || word.text.startsWith('-')) return false;
    const expansions = expansionsIn(word);
    const bare = expansions.some(
      ({ quoted, name, part }) => !quoted && name !== null && !/^[@*#?$!]$/.test(name) && !/:?\?/.test(part.text),
    );
    // `"$dir/"*` with an empty variable is the root.
    const [first] = expansions;
    const leads =
      first !== undefined &&
      /^["']?\$\{?\w+\}?["']?\/["']?\*?["']?$/.test(word.text) &&
      unset &&
      !assigned.has(first.name ?? '') &&
      !/[?:]/.test(first.part.text);
    return (bare && !isCapital(first?.name)) || leads;
  });
  return dangerous ? [slip('unquoted-removal', command)] : [];
}

/** Names in capitals are settings of the surroundings; their owners choose them without spaces. */
const isCapital = (name: string | null | undefined): boolean => typeof name === 'string' && /^[A-Z_\d]+$/.test(name);

function assignmentSlips(command: Command): ShellSlip[] {
  const [first, second] = command.args;
  if (/^\$\{?\w+\}?=/.test(command.name?.text ?? '')) return [slip('spaced-assignment', command)];
  if (first?.type !== 'Word' || first.text !== '=' || second === undefined) return [];
  return /^[A-Za-z_]\w*$/.test(command.name?.text ?? '') ? [slip('spaced-assignment', command)] : [];
}

const READERS = /^(?:cat|sed|sort|grep|egrep|awk|jq|tr|cut|head|tail|uniq|envsubst|yq|column|tac|rev|nl|fold|xmllint)$/;

function redirectionSlips(command: Command, script: ShellScript): ShellSlip[] {
  const { redirects } = command;
  const program = programOf(command);
  const into = redirects.find(isOutput);
  const target = into === undefined ? '' : targetText(into);
  const found: ShellSlip[] = [];
  if (program !== null && READERS.test(program.name) && target !== '') {
    const reads =
      program.args.some(({ text }, at) => at > -1 && bare(text) === bare(target)) ||
      redirects.some(
        (one) => one.type === 'Redirect' && one.operator === '<' && bare(targetText(one)) === bare(target),
      );
    if (reads && !target.startsWith('/dev/')) found.push(slip('overwritten-input', command));
  }
  if (
    /^sudo$/.test(command.name?.value ?? '') &&
    /^["']?\/(?:etc|usr|root|sys|proc|opt|boot|lib)\//.test(target) &&
    !/\b(?:sh|bash)\b/.test(command.args[0]?.text ?? '')
  )
    found.push(slip('redirected-as-user', command));
  const [one, two] = redirects;
  const swapped =
    one?.type === 'Redirect' &&
    one.operator === '>&' &&
    one.descriptor?.type === 'FileDescriptor' &&
    one.descriptor.value === 2 &&
    one.target?.value === '1' &&
    two?.type === 'Redirect' &&
    two.operator === '>' &&
    two.descriptor === undefined;
  if (swapped && script.parents.get(command)?.type !== 'Pipeline' && !insideExpansion(command, script))
    found.push(slip('misordered-redirections', command));
  return found;
}

function insideExpansion(node: SyntaxNode, script: ShellScript): boolean {
  return [...around(script, node)].some(({ type }) => type === 'CommandExpansion' || type === 'ProcessSubstitution');
}

function isOutput(redirect: Redirection): boolean {
  return (
    redirect.type === 'Redirect' &&
    (redirect.operator === '>' || redirect.operator === '>|') &&
    redirect.descriptor === undefined
  );
}

const targetText = (redirect: Redirection): string =>
  redirect.type === 'Redirect' ? (redirect.target?.text ?? '') : '';
const bare = (text: string): string => text.replace(/["']/g, '').replace(/^\.\//, '');

function pipelineSlips(pipeline: Pipeline, script: ShellScript): ShellSlip[] {
  const { commands } = pipeline;
  const found: ShellSlip[] = [];
  const last = commands.at(-1);
  const simple = commands.filter(isCommand);
  // `grep x file | sort > file`.
  const target =
    last !== undefined && isCommand(last) ? last.redirects.filter(isOutput).map(targetText).map(bare)[0] : undefined;
  const reads = simple.slice(0, -1).some((one) => {
    const program = programOf(one);
    return program !== null && READERS.test(program.name) && program.args.some(({ text }) => bare(text) === target);
  });
  if (target !== undefined && target !== '' && reads && !target.startsWith('/dev/'))
    found.push(slip('overwritten-input', pipeline));
  const [find, removes] = simple.slice(-2);
  const removal = removes === undefined ? null : programOf(removes);
  if (
    find !== undefined &&
    programOf(find)?.name === 'find' &&
    removal?.name === 'xargs' &&
    removal.args.some(({ value }) => value === 'rm')
  )
    if (!/-print0|-0|--null|-d\b/.test(script.text.slice(pipeline.pos, pipeline.end)))
      found.push(slip('unsafe-names-removed', pipeline));
  return [...found, ...lostValues(pipeline, script)];
}

/** What a loop behind a pipe assigns, and a later statement of the same list reads. */
function lostValues(pipeline: Pipeline, script: ShellScript): ShellSlip[] {
  if (/\blastpipe\b/.test(script.text)) return [];
  const last = pipeline.commands.at(-1);
  const names = last === undefined ? [] : assignedBy(last, script);
  if (names.length === 0) return [];
  const statement = script.parents.get(pipeline);
  const list = statement === undefined ? undefined : script.parents.get(statement);
  if (statement?.type !== 'Statement' || (list?.type !== 'Script' && list?.type !== 'CompoundList')) return [];
  const later = list.commands.slice(list.commands.indexOf(statement) + 1);
  const lost = names.find((name) => readBeforeAssigned(name, later, script));
  return lost === undefined ? [] : [slip('lost-in-pipe', pipeline)];
}

function assignedBy(node: SyntaxNode, script: ShellScript): string[] {
  const text = script.text.slice(node.pos, node.end);
  if (isCommand(node)) {
    const program = programOf(node);
    return program?.name === 'read'
      ? program.args.map(({ value }) => value).filter((name) => /^[A-Za-z_]\w*$/.test(name))
      : [];
  }
  if (node.type !== 'While' && node.type !== 'For') return [];
  const inside = script.nodes.filter((one) => one.pos >= node.pos && one.end <= node.end);
  // The loop's own variables, and what only it uses, are not meant for later.
  const names = inside.flatMap((one) =>
    one.type === 'Assignment' && !/\b(?:local|declare)\b/.test(text) ? [one.name] : [],
  );
  return [...new Set(names)].filter((name) =>
    new RegExp(String.raw`(?:^|[\s;])(?:local |declare )?${name}=`, 'm').test(script.text.slice(0, node.pos)),
  );
}

function readBeforeAssigned(name: string, later: readonly Statement[], script: ShellScript): boolean {
  const used = new RegExp(String.raw`\$\{?${name}\b`);
  for (const statement of later) {
    const text = script.text.slice(statement.pos, statement.end);
    if (new RegExp(String.raw`(?:^|[\s;])${name}=`).test(text)) return false;
    if (used.test(text)) return true;
  }
  return false;
}
