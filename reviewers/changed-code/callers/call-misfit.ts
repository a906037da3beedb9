import type { Given, Key, CallParameter, Signature } from './facts.ts';

/** The keys of an object type by its name; null where they are not all written down. */
export type KeysOf = (type: string) => readonly Key[] | null;

/** Why a call does not fit a signature, as the end of a sentence that begins with the caller; null where it fits or nobody can tell. */
export function callMisfit(given: Given, signature: Signature, keysOf: KeysOf): string | null {
  if (given.spread) return null;
  const { parameters, rest, anyName, needed } = signature;
  const placed = parameters.filter(({ named }) => named !== 'only');
  const isUntyped = needed !== null;
  if (given.positions > placed.length && !rest && !isUntyped)
    return `hands over ${given.positions} values where ${placed.length} ${placed.length === 1 ? 'is' : 'are'} taken`;
  const unknown = given.names.find((name) => !parameters.some((one) => one.name === name && one.named !== 'never'));
  if (unknown !== undefined && !anyName) return `names \`${unknown}\`, which is no parameter`;
  const missing = parameters.find((one) => {
    if (
      given.isPart === true ||
      one.optional ||
      given.names.includes(one.name) ||
      (needed !== null && !needed.has(one.name))
    )
      return false;
    return one.named === 'only' || placed.indexOf(one) >= given.positions;
  });
  if (missing !== undefined)
    return missing.name === ''
      ? `hands over ${given.positions} values where more are needed`
      : `hands over nothing for \`${missing.name}\``;
  for (const [position, keys] of given.objects) {
    const wrong = objectMisfit(keys, placed[position], keysOf);
    if (wrong !== null) return wrong;
  }
  return null;
}

function objectMisfit(given: readonly string[], parameter: CallParameter | undefined, keysOf: KeysOf): string | null {
  const keys = parameter?.keys ?? (parameter?.type === undefined ? null : keysOf(parameter.type));
  if (keys === null) return null;
  const unknown = given.find((key) => keys.every(({ name }) => name !== key));
  if (unknown !== undefined) return `hands over \`${unknown}\`, which is not taken`;
  const missing = keys.find(({ name, optional }) => !optional && !given.includes(name));
  return missing === undefined ? null : `hands over no \`${missing.name}\``;
}
