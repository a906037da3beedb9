import type { Syntax } from '../syntax-node.ts';
import type { Signature } from './facts.ts';

/** Why a call hands its values over in the order that was, as the end of a sentence that begins with the caller; null where nobody can tell. */
export function staleOrder(call: Syntax, old: Signature, now: Signature): string | null {
  const [before, after] = [old, now].map(namesOf);
  if (before === undefined || after === undefined || before.length !== after.length) return null;
  const moved = before.flatMap((name, index) => (after[index] === name ? [] : [index]));
  if (moved.length < 2 || before.toSorted().join() !== after.toSorted().join()) return null;
  const list = call.children.find(({ kind }) => /^argument(?:s|_list)$/.test(kind))?.children ?? [];
  const given = list.filter(({ kind }) => !kind.endsWith('comment'));
  if (given.length < before.length) return null;
  const still = moved.filter((index) => {
    const name = plain(before[index] ?? '');
    return name !== '' && plain(given[index]?.text ?? '') === name;
  });
  if (still.length < 2) return null;
  return `hands over ${still.map((index) => `\`${before[index]}\``).join(', ')} in the order that was`;
}

const namesOf = ({ parameters }: Signature): string[] =>
  parameters.filter(({ named, name }) => named !== 'only' && name !== '').map(({ name }) => name);

/** The last name of a value that is a name or a member, without its style: `this.item_id` is `itemid`. */
function plain(text: string): string {
  const name = /^(?:[\w$]{1,40}\.){0,4}([\w$]{2,60})$/.exec(text)?.[1] ?? '';
  return name.replaceAll('_', '').toLowerCase();
}
