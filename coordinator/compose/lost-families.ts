import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import { RuleFamily } from '../../schemas/judged.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import { settingOf } from '../../schemas/rule-settings.ts';

type Report = Pick<ReviewerReport, 'rules' | 'scopes'>;

/**
 * Families of which each rule alone stands for harm of its own kind: one that is switched off leaves its harm to nobody. Of the others a
 * family is many small rules, and is still judged while most of them are in force.
 */
const EACH_COUNTS: ReadonlySet<RuleFamily> = new Set([
  'injection',
  'running-configuration',
  'secrets',
  'hidden-characters',
  'dependencies',
]);

/** What a reviewer no longer judges of files of a kind because rules of it are switched off. */
export function lostFamilies(
  { rules, scopes }: Report,
  kind: string,
  { rules: settings = {} }: CoordinatorPolicy,
): readonly RuleFamily[] {
  if (Object.keys(settings).length === 0) return [];
  const isOff = (rule: string): boolean => settingOf(rule, settings)?.level === 'off';
  // A log that does not say what each rule is about: then all of it may be gone.
  if (scopes === undefined) return (rules ?? []).some(isOff) ? RuleFamily.options : [];
  return RuleFamily.options.filter((family) => {
    const all = scopes
      .filter((scope) => scope.family === family && (scope.kinds.includes('*') || scope.kinds.includes(kind)))
      .flatMap((scope) => scope.rules);
    const off = all.filter(({ id }) => isOff(id));
    if (off.length === 0) return false;
    return EACH_COUNTS.has(family) || off.some(({ critical }) => critical) || off.length * 2 >= all.length;
  });
}
