import type { AllowedRegex } from './allowed.ts';
import type { FoundRegex } from './find-regexes.ts';
import type { Verdict, Verdicts } from './verdict.ts';

/** How a pattern is called in the file of verdicts. */
export const nameOf = ({ pattern, flags }: Pick<FoundRegex, 'pattern' | 'flags'>): string =>
  `/${pattern ?? ''}/${flags}`;

const isQuick = (verdict: Verdict): boolean => verdict === 'linear' || verdict.startsWith('bounded ');

/** What is wrong with the regular expressions of a tree: those that are neither linear nor bounded, and permissions that nobody needs. */
export function faultsOf(
  found: readonly FoundRegex[],
  verdicts: Verdicts,
  { allowed, mostSteps }: { readonly allowed: readonly AllowedRegex[]; readonly mostSteps: number },
): string[] {
  const used = new Set<AllowedRegex>();
  const faults = found.flatMap((regex) => {
    const { path, line, pattern, code } = regex;
    const verdict = pattern === null ? 'unknown' : (verdicts[nameOf(regex)] ?? 'unknown');
    const entry = allowed.find(
      (one) => one.path === path && (pattern === null ? code : nameOf(regex)).startsWith(one.begins),
    );
    if (isQuick(verdict)) return [];
    if (entry !== undefined) {
      used.add(entry);
      return [];
    }
    const why = pattern === null ? 'is put together in a way that cannot be read' : `takes ${verdict} time`;
    return [
      `${path}:${line}: ${code} ${why}; write it so that it is linear, or bound its text and say so in scripts/regexes/allowed.ts`,
    ];
  });
  const steep = allowed
    .filter(({ steps }) => steps > mostSteps)
    .map(({ path, begins }) => `${path}: ${begins} may take too many steps`);
  const idle = allowed
    .filter((one) => !used.has(one))
    .map(({ path, begins }) => `${path}: no ${begins} is there, or it needs no permission`);
  return [...faults, ...steep, ...idle];
}
