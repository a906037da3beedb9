import type { ChangedFile } from '../../../schemas/change-set.ts';
import { estimateTokens } from './token-estimate.ts';
import { untrusted } from './untrusted.ts';
import { compileGlobs } from '../../../schemas/path-globs.ts';

/** What a repository says about how it wants to be worked on: read from the tip of the base branch, never from the change. */
export interface GuidanceText {
  /** Where it stands: `AGENTS.md`, `docket.yml`. */
  readonly source: string;
  readonly text: string;
  /** Globs of the changed files that it speaks of; absent: all. */
  readonly paths?: readonly string[];
}

/**
 * Guidance that concerns this change, as part of what all reviewers share: it is the same for all of them, and cached there. Empty
 * where there is none. What does not fit is named.
 */
export function guidanceText(guidance: readonly GuidanceText[], files: readonly ChangedFile[], tokens: number): string {
  const changed = files.flatMap((file) => [file.newPath, file.oldPath]);
  const concerns = ({ paths }: GuidanceText): boolean =>
    paths === undefined || changed.some((path) => compileGlobs(paths)(path));
  let left = tokens;
  const parts = guidance.filter(concerns).map(({ source, text, paths }) => {
    const about = paths === undefined ? source : `${source}, for ${paths.join(', ')}`;
    const size = estimateTokens(text);
    const shown = size <= left ? text : `${text.slice(0, Math.max(0, left))}\n[the rest is not shown]`;
    left -= Math.min(size, left);
    return untrusted('guidance', `${about}\n\n${shown}`);
  });
  return parts.length === 0
    ? ''
    : ['# Guidance of the repository, as it was before this change', ...parts].join('\n\n');
}
