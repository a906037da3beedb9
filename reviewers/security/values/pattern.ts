/** A longer pattern is not thought through: what is not known to be narrow is not. */
const LONGEST = 1000;

/** What a pattern says of a text that it matches as a whole: it leaves no room for anything but harmless characters. */
export function isNarrow(pattern: string, anchored: boolean): boolean {
  if (pattern.length > LONGEST) return false;
  const body = pattern.replace(/^(?:\^|\\A)/, '').replace(/(?:\$|\\[zZ])$/, '');
  const whole = anchored || (/^(?:\^|\\A)/.test(pattern) && /(?:[^\\]\$|\\[zZ])$/.test(pattern));
  if (!whole) return false;
  // Classes are looked at by themselves: inside one a dot is a dot, and a caret turns it round.
  const classes = Array.from(body.matchAll(/\[((?:\\.|[^\]\\])*)\]/g), ([, inside = '']) => inside);
  const rest = body.replace(/\[(?:\\.|[^\]\\])*\]/g, '');
  if (classes.some((inside) => inside.startsWith('^') || /\\[SWDs]|[\s'"`;|&$<>(){}/:]/.test(inside))) return false;
  if (/(?:^|[^\\])\.|\\[SWDs]|(?:^|[^(\\])\|/.test(rest.replace(/\([^()]*\)/g, (group) => group.replaceAll('|', ' '))))
    return false;
  return !/[;&`<>'"]|\\[/$]/.test(rest);
}

/** A pattern that takes everything out but harmless characters: `[^\w-]`. */
export function isStripping(pattern: string): boolean {
  const inside = /^\[\^((?:\\.|[^\]\\])*)\]\+?$/.exec(pattern)?.[1];
  if (inside !== undefined) return !/\\[SWDs]|['"`;|&$<>(){}/]/.test(inside);
  return /^\\W\+?$|^\\D\+?$/.test(pattern);
}

/** The text of a regular expression literal without its slashes; null where it may match line by line. */
export function regexBody(literal: string): string | null {
  const [, body, flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(literal) ?? [];
  return body === undefined || flags.includes('m') ? null : body;
}
