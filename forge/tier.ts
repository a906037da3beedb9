import picomatch from 'picomatch';
import type { RiskTier } from '../schemas/change-set.ts';
import { compileGlobs } from '../schemas/path-globs.ts';
import { SENSITIVE_PATHS } from '../schemas/sensitive-paths.ts';

/** What the tier is counted from: the files that the noise filter left. */
export interface TierSubject {
  readonly oldPath: string;
  readonly newPath: string;
  readonly added: number | null;
  readonly deleted: number | null;
}

const MANY_FILES = 50;
const FEW_FILES = 20;
const TRIVIAL_LINES = 10;
const LITE_LINES = 100;

/** How closely the change is looked at, and why, in words for people. `sensitivePaths` add to the embedded globs. */
export function riskTier(
  files: readonly TierSubject[],
  sensitivePaths: readonly string[],
): { readonly tier: RiskTier; readonly reason: string } {
  if (files.length > MANY_FILES) return { tier: 'full', reason: `${files.length} files, more than ${MANY_FILES}` };
  const sensitive = firstSensitive(files, sensitivePaths);
  if (sensitive !== null) return { tier: 'full', reason: `touches a security-sensitive path: ${sensitive}` };
  const lines = files.reduce((sum, file) => sum + (file.added ?? 0) + (file.deleted ?? 0), 0);
  const size = `${counted(lines, 'changed line')} in ${counted(files.length, 'file')}`;
  if (files.length > FEW_FILES) return { tier: 'full', reason: `${size}, more than ${FEW_FILES} files` };
  if (lines <= TRIVIAL_LINES) return { tier: 'trivial', reason: `${size}, at most ${TRIVIAL_LINES} lines` };
  if (lines <= LITE_LINES) return { tier: 'lite', reason: `${size}, at most ${LITE_LINES} lines` };
  return { tier: 'full', reason: `${size}, more than ${LITE_LINES} lines` };
}

function firstSensitive(files: readonly TierSubject[], more: readonly string[]): string | null {
  const isListed = picomatch([...SENSITIVE_PATHS], { dot: true, nocase: true });
  const isAdded = compileGlobs(more, { nocase: true });
  const matches = (path: string): boolean => isListed(path) || isAdded(path);
  const isSensitive = (path: string): boolean => matches(path) || matches(inWords(path));
  return files.flatMap((file) => [file.newPath, file.oldPath]).find(isSensitive) ?? null;
}

/** `src/AuthService.ts` as `src/Auth-Service.ts`: globs match whole words, and this is how camel case shows its own. */
function inWords(path: string): string {
  return path.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
