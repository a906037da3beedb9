import type { CheckContext } from '../reviewer.ts';

/** Says that a file was not judged, and why. */
export function leaveUnjudged(context: CheckContext, path: string, reason: string): void {
  context.unjudged(path);
  context.unavailable({ path, reason });
}
