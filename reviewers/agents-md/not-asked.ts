import type { AskedChange } from '../reviewer.ts';
import { isGuidance } from './guidance-files.ts';

/** Ordinary work inside of files that stay makes no instruction stale; what else there is may. */
const ORDINARY =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|rb|go|rs|java|kt|scala|php|cs|swift|ex|exs|c|h|cc|cpp|hpp|css|scss|less|html|svg|png|snap)$/i;

/** Guidance goes stale by tools, layout, set-up and rules: by files that come, go or move, and by whatever is no source. */
export function agentsNotAsked({ files, guidance }: AskedChange): string | null {
  if (files.some(({ oldPath, newPath }) => isGuidance(newPath) || isGuidance(oldPath))) return null;
  if (!guidance.some(isGuidance)) return 'there is no guidance for assistants';
  const isMaterial = files.some(({ status, newPath }) => status !== 'M' || !ORDINARY.test(newPath));
  return isMaterial ? null : 'only the inside of source files changed';
}
