import type { UncoveredKind } from '../../schemas/judged.ts';
import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';
import { filesOfKind } from './files-of-kind.ts';
import type { ReviewComment, Verdict } from '../../schemas/review.ts';

/** Three warnings in production paths, or two that belong together, are a pattern. */
const MANY = 3;
const TOGETHER = 2;
const DOUBTFUL = 500;

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/**
 * The verdict on what is published. What was not looked at, and what nothing judged, counts unless something critical was found: that alone is
 * reason enough to stop, and the missing pieces are listed beside it.
 */
export function verdictOf(
  comments: readonly ReviewComment[],
  incomplete: readonly string[],
  notCovered: readonly UncoveredKind[] = [],
): Judgement {
  const critical = comments.filter((comment) => comment.severity === 'critical').length;
  const missing = [
    ...(incomplete.length === 0 ? [] : [`not everything was looked at: ${incomplete.join('; ')}`]),
    ...(notCovered.length === 0 ? [] : [`not covered: ${notCovered.map(filesOfKind).join(', ')}`]),
  ].join('; ');
  if (critical > 0) {
    const found = count(critical, 'critical finding');
    return { verdict: 'significant_concerns', reason: missing === '' ? found : `${found}; ${missing}` };
  }
  return missing === '' ? verdictOfTheRest(comments) : { verdict: 'incomplete', reason: missing };
}

function verdictOfTheRest(comments: readonly ReviewComment[]): Judgement {
  const production = (comment: ReviewComment) => isProduction(comment.location?.path ?? null);
  const warnings = comments.filter((comment) => comment.severity === 'warning');
  const serious = warnings.filter(production);
  const pattern = patternIn(serious);
  if (pattern !== null) return { verdict: 'minor_issues', reason: pattern };
  if (serious.length > 0) {
    return { verdict: 'approved_with_comments', reason: count(serious.length, 'warning') };
  }
  if (warnings.length > 0) {
    return {
      verdict: 'approved_with_comments',
      reason: `${count(warnings.length, 'warning')} outside production paths`,
    };
  }
  const suggestions = comments.filter((comment) => comment.confidence >= DOUBTFUL && production(comment)).length;
  if (suggestions > 0) return { verdict: 'approved_with_comments', reason: count(suggestions, 'suggestion') };
  if (comments.length === 0) return { verdict: 'approved', reason: 'no findings' };
  return { verdict: 'approved', reason: `${count(comments.length, 'trivial suggestion')}` };
}

function patternIn(warnings: readonly ReviewComment[]): string | null {
  if (warnings.length >= MANY) return count(warnings.length, 'warning');
  const [file] = repeated(warnings.map((warning) => warning.location?.path ?? null));
  if (file !== undefined) return `${TOGETHER} warnings in ${file}`;
  const [rule] = repeated(warnings.map((warning) => warning.rule));
  return rule === undefined ? null : `${TOGETHER} warnings of ${rule}`;
}

function repeated(names: readonly (string | null)[]): readonly string[] {
  return names.filter(
    (name): name is string => name !== null && names.filter((other) => other === name).length >= TOGETHER,
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** Whether what is wrong there reaches users: not in tests, documents or examples. A finding without a place may. */
export function isProduction(path: string | null): boolean {
  return path === null || !(isSampleCode(path) || path.endsWith('.txt'));
}
