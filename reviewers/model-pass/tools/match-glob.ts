/**
 * Whether a path fits a glob of `*` and `?` (within one part) and `**` (any number of parts). A glob without `/` is compared with the last
 * part of the path. The work grows with the product of both lengths at most: a model may write any pattern, so no regular expression is made of it.
 */
export function matchGlob(path: string, glob: string): boolean {
  const parts = path.split('/');
  if (!glob.includes('/')) return matchAll([parts.at(-1) ?? ''], [glob]);
  return matchAll(parts, glob.split('/'));
}

function matchAll(parts: readonly string[], globs: readonly string[]): boolean {
  return match(parts, globs, { isStar: (glob) => glob === '**', fits: matchPart });
}

function matchPart(part: string, glob: string): boolean {
  return match(Array.from(part), Array.from(glob), {
    isStar: (sign) => sign === '*',
    fits: (letter, sign) => sign === '?' || sign === letter,
  });
}

/** The classic: on a misfit the last star takes in one more item. */
function match(
  items: readonly string[],
  pattern: readonly string[],
  rules: { readonly isStar: (sign: string) => boolean; readonly fits: (item: string, sign: string) => boolean },
): boolean {
  let star = -1;
  let resume = 0;
  let at = 0;
  let next = 0;
  while (at < items.length) {
    const sign = pattern[next];
    if (sign !== undefined && rules.isStar(sign)) {
      star = next;
      resume = at;
      next += 1;
    } else if (sign !== undefined && rules.fits(items[at] ?? '', sign)) {
      at += 1;
      next += 1;
    } else if (star !== -1) {
      resume += 1;
      at = resume;
      next = star + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(next).every((sign) => rules.isStar(sign));
}
