import type { CallParameter, Signature } from '../../changed-code/callers/facts.ts';

/** What calls that fitted the old signature may no longer do, in words behind a name; empty: all of them still fit. */
export function misfits(old: Signature, now: Signature): string[] {
  return [
    ...lostParameters(old, now),
    ...demands(old, now),
    ...lostRest(old, now),
    ...order(old, now),
    ...answer(old, now),
  ];
}

const named = (parameters: readonly CallParameter[]): Map<string, CallParameter> =>
  new Map(parameters.map((one) => [one.name, one]));

/** Where only places count, what stands at a place is the parameter, whatever its name. */
function counterpart(one: CallParameter, at: number, now: Signature): CallParameter | undefined {
  return one.named === 'never'
    ? now.parameters.filter((other) => other.named !== 'only')[at]
    : named(now.parameters).get(one.name);
}

function lostParameters(old: Signature, now: Signature): string[] {
  return old.parameters.flatMap((one, at) => {
    const other = counterpart(one, at, now);
    if (other === undefined) {
      const isTaken = (one.named === 'only' || now.rest) && (one.named === 'never' || now.anyName);
      return isTaken ? [] : [`no longer takes \`${one.name}\``];
    }
    if (other.named !== one.named && one.named === 'may')
      return [`takes \`${one.name}\` ${other.named === 'only' ? 'only by name' : 'no longer by name'}`];
    if (one.named === 'only' && other.named === 'never') return [`takes \`${one.name}\` no longer by name`];
    return [];
  });
}

function demands(old: Signature, now: Signature): string[] {
  const olds = named(old.parameters);
  const places = old.parameters.filter(({ named: how }) => how === 'never').length;
  return now.parameters.flatMap((one, at) => {
    const before =
      one.named === 'never'
        ? old.parameters[at]
        : (olds.get(one.name) ?? (at < places ? old.parameters[at] : undefined));
    if (one.optional || (before !== undefined && !before.optional)) return [];
    return [before === undefined ? `asks for \`${one.name}\`` : `asks for \`${one.name}\`, which could be left out`];
  });
}

function lostRest(old: Signature, now: Signature): string[] {
  return [
    ...(old.rest && !now.rest ? ['takes no further values'] : []),
    ...(old.anyName && !now.anyName ? ['takes no further names'] : []),
  ];
}

function order(old: Signature, now: Signature): string[] {
  const [was, is] = [old, now].map(({ parameters }) =>
    parameters.filter(({ named: how }) => how === 'may').map(({ name }) => name),
  ) as [string[], string[]];
  const [both, kept] = [was.filter((name) => is.includes(name)), is.filter((name) => was.includes(name))];
  if (both.join() !== kept.join()) return ['takes its parameters in another order'];
  // What comes before another one moves it, too.
  const moved = kept.find((name) => is.indexOf(name) > was.indexOf(name));
  const added = is.find((name) => !was.includes(name));
  return moved === undefined || added === undefined ? [] : [`takes \`${added}\` before \`${moved}\``];
}

function answer(old: Signature, now: Signature): string[] {
  return !old.answer.later && now.answer.later ? ['has to be awaited'] : [];
}
