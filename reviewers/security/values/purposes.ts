import type { Made } from './making.ts';
import type { Fact, Leaf, Part, Purpose, Value } from './value.ts';

/** What a sink asks of a value before it is told. */
export interface Need {
  readonly purpose: Purpose;
  /**
   * `request`: something of it comes from the request. `text`: or it is text put together with something that the program does
   * not fix. `any`: or it is anything that the program does not fix. `made`: all that goes into the values is asked at once.
   */
  readonly needs: 'request' | 'text' | 'any' | 'made';
  /** Where it needs to be made so: whether it is. */
  readonly made?: (made: Made) => boolean;
  /** How the text begins, where only some texts are meant. */
  readonly begins?: RegExp;
  /** False where the value alone, without text around it, is no danger. */
  readonly whole?: boolean;
  /** Values that are no danger here, by the code at their end, unless they come from the request. */
  readonly harmless?: (leaf: Leaf) => boolean;
}

/** What of a value is dangerous, and how sure that is. */
export interface Danger {
  readonly leaf: Leaf;
  readonly sure: 'request' | 'unknown' | 'checked-by-name';
}

/** Checks and conversions that settle it. Each entry is a set of facts that must all be known. */
const SETTLED: Readonly<Partial<Record<Purpose, readonly (readonly Fact[])[]>>> = {
  path: [['inside'], ['no-dots', 'no-slash']],
  address: [['host']],
  redirect: [['host'], ['slash', 'one-slash'], ['for address']],
  query: [['text']],
};
const ALWAYS: readonly Fact[] = ['listed', 'shaped'];

/** The most telling danger in a value that is used like this; null where there is none. */
export function dangerIn(value: Value, need: Need): Danger | null {
  const found = value.flatMap((form) => inForm(form, need));
  const rank = (sure: Danger['sure']): number => ['request', 'unknown', 'checked-by-name'].indexOf(sure);
  return found.toSorted((one, other) => rank(one.sure) - rank(other.sure))[0] ?? null;
}

function inForm(form: readonly Part[], need: Need): Danger[] {
  const parts = form.filter((part) => part.kind === 'leaf' || part.text !== '');
  const whole = parts.length === 1;
  const isText = parts.some((part) => part.kind === 'fixed' && part.quoted && part.text.trim() !== '');
  const written = parts.map((part) => (part.kind === 'fixed' ? part.text : '{}')).join('');
  if (whole && need.whole === false) return [];
  if (!whole && need.begins !== undefined && !need.begins.test(written)) return [];
  return reachable(parts, need.purpose).flatMap((leaf): Danger[] => {
    if (isSettled(leaf, need.purpose) || need.harmless?.(leaf) === true) return [];
    const counts = leaf.origin === 'request' || need.needs === 'any' || (need.needs === 'text' && isText && !whole);
    if (!counts) return [];
    return [{ leaf, sure: proveLittle(leaf) ? 'checked-by-name' : leaf.origin }];
  });
}

const LITTLE: readonly Fact[] = ['named', 'no-dots', 'no-slash', 'slash', 'inside'];
const CLEAN_NAME = /(?:^|\.)(?:safe|sanitized|escaped|trusted|purified|cleaned)\w*$/i;

/** Whether something was asked of the value that does not settle it, or it is merely called safe. */
export function proveLittle({ facts, origin, path, called }: Leaf): boolean {
  return (
    LITTLE.some((fact) => facts.has(fact)) ||
    (origin === 'unknown' && [path, ...called].some((name) => CLEAN_NAME.test(name)))
  );
}

/** The leaves that matter: in an address only what stands where its host is. */
function reachable(parts: readonly Part[], purpose: Purpose): Leaf[] {
  const leaves = parts.filter((part) => part.kind === 'leaf');
  if (purpose === 'sql') return leaves.filter((leaf) => !isNumbered(parts, leaf));
  if (purpose !== 'address' && purpose !== 'redirect') return leaves;
  const [first, second] = parts;
  if (first === undefined) return [];
  if (first.kind === 'leaf') return [first];
  const opens = /^\s*(?:(?:https?|wss?|ftp):)?\/\/(?:[^/]*[.@])?$/i.test(first.text);
  return opens && second?.kind === 'leaf' ? [second] : [];
}

/** The number of a placeholder: `$${index}`. */
function isNumbered(parts: readonly Part[], leaf: Leaf): boolean {
  const before = parts[parts.indexOf(leaf) - 1];
  return before?.kind === 'fixed' && /[$:@?]$/.test(before.text);
}

/** Whether what is known of a value settles it for a purpose. */
export function isSettled({ facts }: { readonly facts: ReadonlySet<Fact> }, purpose: Purpose): boolean {
  if (facts.has(`for ${purpose}`) || ALWAYS.some((fact) => facts.has(fact))) return true;
  return (SETTLED[purpose] ?? []).some((all) => all.every((fact) => facts.has(fact)));
}
