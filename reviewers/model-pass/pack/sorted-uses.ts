import type { NamedHit } from '../../../forge/forge.ts';
import { isTestPath } from '../../changed-code/test-path.ts';

/** Not in a test. */
export const isProduct = ({ path }: NamedHit): boolean => !isTestPath(path);

/** The uses of a name in the product and in tests: calls before mere mentions; at most one a test file. */
export function sortedUses(
  uses: readonly NamedHit[],
  name: string,
): { readonly calls: NamedHit[]; readonly tests: NamedHit[] } {
  const calls = uses.filter(({ text }) => isCall(text, name));
  const others = uses.filter(
    (use) => !calls.includes(use) && !/^\s*(?:import|from|export|use|using|require|#include)\b/.test(use.text),
  );
  const all = [...calls, ...others];
  const tests = all.filter((use) => !isProduct(use));
  return {
    calls: all.filter(isProduct),
    tests: tests.filter(({ path }, index) => tests.findIndex((other) => other.path === path) === index),
  };
}

function isCall(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (/^\s?[(<]/.test(text.slice(at + name.length)) || /(?:new|extends|implements)\s$/.test(text.slice(0, at)))
      return true;
  }
  return false;
}
