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
  return [...text.matchAll(/^ {0,16}pub use\s/gm)].flatMap(({ index, 0: start }) => {
    const isInside = /^\s/.test(start) && !/^\w+!\s*[({]/.test(outermostLine(text.slice(0, index)));
    if (isInside) return [];
    const rest = text.slice(index + start.length, index + start.length + LONGEST);
    const end = rest.indexOf(';');
    return end < 0 ? [] : unfolded(rest.slice(0, end).replaceAll(/\/\/[^\n]*/g, ''), []);
  });
}

/** The last line before a place that begins at the margin. */
function outermostLine(text: string): string {
  return text.split('\n').findLast((line) => /^\w/.test(line)) ?? '';
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
