import type { LintedPlace } from './lint.ts';

/** So many lines above are looked at. */
const REACH = 25;

/** Whether a condition shortly before, or on the line itself, asked for the subject of an optional chain. */
export function isAskedBefore(line: string, { lines, index }: LintedPlace): boolean {
  const subjects = Array.from(line.slice(0, 2000).matchAll(/(?<![\w$.])([A-Za-z_$][\w$]*)(?:\.[\w$]+){0,9}\?\./g)).map(
    ([, name = '']) => name,
  );
  const asks = (text: string, name: string): boolean =>
    text.includes(name) && /\b(?:if|while|assert\w{0,40}|invariant|expect)\s*\(|&&|\|\||\?\s/.test(text.slice(0, 2000));
  const above = lines.slice(Math.max(0, index - REACH), index);
  return subjects.some((name) => above.some((text) => asks(text, name)) || line.includes(`${name} &&`));
}
