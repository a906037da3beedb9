/** A name that a module hands on from another one: `pub use path::name as alias`. */
export interface PublicUse {
  readonly path: readonly string[];
  /** `*`: all of them. */
  readonly name: string;
  readonly alias: string;
}

/** Longer lists are made by machines. */
const LONGEST = 4000;

/** What a module hands on to everybody, also where a macro stands around it; not what a module inside of it does. */
export function publicUses(text: string): PublicUse[] {
  // The last line that began at the margin.
  let outermost = '';
  return [...text.matchAll(/^(?: {0,16}pub use\s|\w[^\n]{0,200})/gm)].flatMap(({ index, 0: start }) => {
    const isAtMargin = !/^\s/.test(start);
    if (isAtMargin) outermost = start;
    const isInside = !isAtMargin && !/^\w+!\s*[({]/.test(outermost);
    const [own] = /^ *pub use\s/.exec(start) ?? [];
    if (isInside || own === undefined) return [];
    const rest = text.slice(index + own.length, index + own.length + LONGEST);
    const end = rest.indexOf(';');
    return end < 0 ? [] : unfolded(rest.slice(0, end).replaceAll(/\/\/[^\n]*/g, ''), []);
  });
}

function unfolded(tree: string, above: readonly string[]): PublicUse[] {
  const brace = tree.indexOf('{');
  if (brace < 0) return leaf(tree, above);
  const path = [...above, ...segments(tree.slice(0, brace))];
  const inside = tree.slice(brace + 1, tree.lastIndexOf('}'));
  return parts(inside).flatMap((one) => unfolded(one, path));
}

function leaf(tree: string, above: readonly string[]): PublicUse[] {
  const [whole = '', alias] = tree.replaceAll(/\s/g, ' ').trim().split(' as ');
  const path = [...above, ...segments(whole)];
  const name = path.pop();
  return name === undefined ? [] : [{ path, name, alias: alias?.trim() ?? name }];
}

const segments = (path: string): string[] =>
  path
    .split('::')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Splits a list at its own commas. */
function parts(list: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  for (const letter of list) {
    if (letter === '{') depth += 1;
    if (letter === '}') depth -= 1;
    if (letter === ',' && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found.filter((one) => one.trim() !== '');
}
