import type { Syntax } from '../syntax-node.ts';
import { type Contract, keysIn } from './changed-contracts.ts';
import type { FileFacts, NameUse, Signature } from './facts.ts';
import { namedLeads } from './named-leads.ts';
import { overloadAbove } from './overload-above.ts';
import { reaches } from './reaches.ts';
import { callerLanguage, type Tie, type World } from './world.ts';
import { callMisfit } from './call-misfit.ts';
import { staleOrder } from './call-order.ts';
import { uncaught } from './java-raised.ts';
import { withoutSelf } from './rust-tie.ts';
import { staleAnswer } from './stale-answer.ts';

/** A caller at head that still uses what a contract was. */
export interface StaleUse {
  readonly use: NameUse;
  readonly file: FileFacts;
  readonly tie: Exclude<Tie, null>;
  /** The end of a sentence that begins with the caller. */
  readonly why: string;
}

/** The callers of one file that stayed behind. */
export function staleUses(file: FileFacts, contract: Contract, world: World): StaleUse[] {
  return file.uses.flatMap((use) => {
    const found = contract.now === null ? staleName(use, file, contract, world) : staleCall(use, file, contract, world);
    return found === null || isExpected(use, file) ? [] : [found];
  });
}

/** Whether the line above says that the compiler is to find something wrong here. */
function isExpected({ node }: NameUse, { text }: FileFacts): boolean {
  const above =
    text
      .slice(0, text.lastIndexOf('\n', node.end - 1) + 1)
      .split('\n')
      .at(-2) ?? '';
  return ['@ts-expect-error', '@ts-ignore'].some((directive) => above.includes(directive));
}

function staleCall(use: NameUse, file: FileFacts, contract: Contract, world: World): StaleUse | null {
  const { old, now, before, after } = contract;
  if (use.kind !== 'call' || old.signature === null || now === null || now.signature === null) return null;
  const untouched = ({ start, end }: Syntax): boolean => {
    const first = file.text.slice(0, start).split('\n').length;
    return !world.isAdded(file.path, first, first + file.text.slice(start, end).split('\n').length - 1);
  };
  // Where one value was taken it was one.
  const isMore = use.given.perhapsMore === true && (old.signature.parameters.length !== 1 || old.signature.rest);
  const own = file.path.endsWith('.rs') ? withoutSelf(use, old) : use.given;
  const given = isMore ? { ...own, spread: true } : own;
  const fitted = callMisfit(given, old.signature, keysIn(before)) === null;
  const why = fitted
    ? (callMisfit(given, now.signature, keysIn(after)) ??
      staleAnswer(use, file, { old, now, untouched }) ??
      (untouched(use.node) ? staleOrder(use.node, old.signature, now.signature) : null) ??
      (file.path.endsWith('.java') ? uncaught(use.node, old, now) : null))
    : null;
  const tie = why === null ? null : reaches(use, file, contract, world);
  if (why === null || tie === null) return null;
  // What the call hands over may be what a method of a type above takes.
  const isMisfit = callMisfit(given, now.signature, keysIn(after)) !== null;
  const beside = isMisfit ? overloadAbove(given, contract, world) : 'none';
  return beside === 'takes' ? null : { use, file, tie: beside === 'unknown' ? 'likely' : tie, why };
}

function staleName(use: NameUse, file: FileFacts, contract: Contract, world: World): StaleUse | null {
  const { old, before, after } = contract;
  if (use.kind === 'import') {
    const isMeant =
      (before.exports?.get(use.name) ?? use.name) === old.name &&
      namedLeads(use.on ?? '', file, after, world) === 'yes';
    const isLeft = before.exports !== null && !before.exports.has(use.name);
    return old.owner === null && isMeant && !isLeft && !isThere(use.name, after)
      ? { use, file, tie: 'resolved', why: 'imports it' }
      : null;
  }
  if (use.kind === 'keyed') {
    if (old.kind !== 'field' || !use.given.names.includes(old.name)) return null;
    const asMade: NameUse = { ...use, kind: 'call', on: callerLanguage(file.path) === 'python' ? null : 'new' };
    const tie = reaches(asMade, file, { ...contract, old: { ...old, kind: 'constructor' } }, world);
    return tie === null ? null : { use, file, tie, why: `sets \`${old.name}\`` };
  }
  // One that was imported is told at its import.
  if (old.owner === null && use.on === null && (file.path !== after.path || use.name !== old.name)) {
    if (callerLanguage(file.path) !== 'go') return null;
  }
  const tie = reaches(use, file, contract, world);
  // By its name alone it is only meant where it was called as it could be: a library may have the name.
  const isForeign =
    tie !== 'resolved' && use.kind === 'call' && old.signature !== null && !fits(use, old.signature, before);
  return tie === null || isForeign ? null : { use, file, tie, why: use.kind === 'call' ? 'calls it' : 'reads it' };
}

function fits(use: NameUse, signature: Signature, facts: FileFacts): boolean {
  return callMisfit(use.given, signature, keysIn(facts)) === null;
}

function isThere(name: string, after: FileFacts): boolean {
  if (after.open) return true;
  if (after.exports !== null) return after.exports.has(name) || after.exports.size === 0;
  return (
    after.declared.some((one) => one.owner === null && one.name === name) ||
    after.imports.some(({ local }) => local === name)
  );
}
