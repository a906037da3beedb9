import type { Agreement } from '../../schemas/learning/evaluation.ts';

/**
 * How far two say the same of the same pairs, and how much of that is more than chance (Cohen's kappa, 1960); null where either says one thing only, so
 * that chance explains everything.
 */
export function agreementOf(pairs: readonly (readonly [boolean, boolean])[]): Agreement {
  const count = (a: boolean, b: boolean) => pairs.filter(([one, other]) => one === a && other === b).length;
  const [both, onlyFirst, onlySecond, neither] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  const all = pairs.length;
  const agreed = all === 0 ? 0 : (both + neither) / all;
  const yes = ((both + onlyFirst) / all) * ((both + onlySecond) / all);
  const no = ((onlySecond + neither) / all) * ((onlyFirst + neither) / all);
  const chance = yes + no;
  return {
    pairs: all,
    both,
    onlyFirst,
    onlySecond,
    neither,
    agreed,
    kappa: all === 0 || chance === 1 ? null : (agreed - chance) / (1 - chance),
  };
}
