/**
 * How many single signs a pattern stands for when its counted repeats are written out: what an automaton of it has states for. Linear in the pattern.
 */
export function positionsOf(pattern: string): number {
  const open: { total: number; last: number }[] = [{ total: 0, last: 0 }];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    const group = open.at(-1);
    if (group === undefined) return Number.POSITIVE_INFINITY;
    if (sign === '(') {
      open.push({ total: 0, last: 0 });
      at += (/^\?(?:[:=!]|<[=!]|<\w{1,60}>)/.exec(pattern.slice(at + 1, at + 65))?.[0] ?? '').length;
    } else if (sign === ')') {
      const inner = (open.pop() ?? group).total;
      const outer = open.at(-1);
      if (outer === undefined) return Number.POSITIVE_INFINITY;
      outer.total += inner;
      outer.last = inner;
    } else if (sign === '{') {
      const counted = /^\{(\d+)(?:,(\d*))?\}/.exec(pattern.slice(at, at + 20));
      const times = Number(counted?.[2] === undefined || counted[2] === '' ? (counted?.[1] ?? 1) : counted[2]);
      group.total += group.last * Math.max(0, times - 1);
      if (counted !== null) at += counted[0].length - 1;
    } else if (!/[*+?|^$]/.test(sign)) {
      if (sign === '\\') at += 1;
      if (sign === '[') at = classEnd(pattern, at);
      group.total += 1;
      group.last = 1;
    }
  }
  return open[0]?.total ?? 0;
}

/** Where a class of signs ends. */
export function classEnd(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at += 1) {
    if (pattern.charAt(at) === '\\') at += 1;
    else if (pattern.charAt(at) === ']' && at > start + 1) return at;
  }
  return pattern.length;
}
