import type { ChangedFile } from '../../../schemas/change-set.ts';
import { functionAt, depthOf } from '../one-a-function.ts';

/**
 * Whether a change leaves the outermost function around a line alone, with what stands right above it; outside of every function, all that is
 * outside of functions. Lines are those of the head, 1-based.
 */
export function isUntouchedAround(file: Pick<ChangedFile, 'hunks'>, lines: readonly string[], line: number): boolean {
  const changed = changedAt(file);
  const start = outermostAt(lines, line);
  if (start === 0) return changed.every((at) => outermostAt(lines, at) !== 0);
  const [first, last] = [firstAbove(lines, start), endOf(lines, start)];
  return changed.every((at) => at < first || at > last);
}

/** Lines of the head that are new, or that stand right behind what is gone. */
function changedAt({ hunks }: Pick<ChangedFile, 'hunks'>): readonly number[] {
  const found: number[] = [];
  for (const hunk of hunks) {
    let next = hunk.newStart;
    for (const { kind, newLine } of hunk.lines) {
      if (newLine !== null) next = newLine + 1;
      if (kind === 'added' && newLine !== null) found.push(newLine);
      // What is gone may have stood at the end of one function or at the beginning of the next.
      if (kind === 'deleted') found.push(next, Math.max(1, next - 1));
    }
  }
  return found;
}

function outermostAt(lines: readonly string[], line: number): number {
  let found = 0;
  for (let at = functionAt(lines, line); at !== 0; at = functionAt(lines, at)) found = at;
  if (found !== 0) return found;
  // The line may be the head of a function itself, whose body is deeper.
  return functionAt(lines, line + 1) === line ? line : 0;
}

/** Decorators and attributes belong to the function below them. */
function firstAbove(lines: readonly string[], start: number): number {
  let first = start;
  while (first > 1 && /^\s*(?:@|#\[|\[)/.test(lines[first - 2] ?? '')) first -= 1;
  return first;
}

function endOf(lines: readonly string[], start: number): number {
  const indent = depthOf(lines[start - 1] ?? '');
  for (let at = start + 1; at <= lines.length; at += 1) {
    const text = lines[at - 1] ?? '';
    if (text.trim() !== '' && depthOf(text) <= indent && !/^\s*[)\]}]/.test(text)) return at - 1;
  }
  return lines.length;
}
