import type { Location } from '../../schemas/location.ts';
import type { SinceLastReview } from '../../schemas/memory.ts';

/**
 * Whether a commit since the last complete review touched these lines of the head; where no lines are meant, whether one touched the
 * file.
 */
export function isTouched(
  { path, startLine, endLine }: Pick<Location, 'path' | 'startLine' | 'endLine'>,
  { touched }: SinceLastReview,
): boolean {
  return touched.some((file) => {
    if (file.path !== path) return false;
    if (file.lines === null || startLine === null || endLine === null) return true;
    return file.lines.some(([first, last]) => first <= endLine && last >= startLine);
  });
}
