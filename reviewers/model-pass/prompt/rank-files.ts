import picomatch from 'picomatch';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { SENSITIVE_PATHS } from '../../../schemas/sensitive-paths.ts';
import type { Severity } from '../../../schemas/severity.ts';
import { compareText } from '../../../schemas/text/compare-text.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import { compileGlobs } from '../../../schemas/path-globs.ts';

/** A changed file and how much it deserves to be looked at. */
export interface RankedFile {
  readonly file: ChangedFile;
  readonly score: number;
}

export interface RankOptions {
  /** What the checks found. */
  readonly findings: readonly Pick<Finding, 'location' | 'severity'>[];
  /** Globs beyond the embedded ones. */
  readonly sensitivePaths: readonly string[];
}

const SENSITIVE = 100;
const FOUND: Readonly<Record<Severity, number>> = { critical: 60, warning: 30, suggestion: 10 };
const MOST_FOUND = 120;
const CODE = 50;
const TEST = 10;
const DOCUMENT = 0;
/** Points for each doubling of the changed lines. */
const CHURN_STEP = 5;
const CHURN_BITS = 10;

const isDocument = picomatch(['**/*.{md,mdx,rst,adoc,txt}', '**/{docs,doc}/**'], { dot: true, nocase: true });

/** The changed files, riskiest first: sensitive paths, what the checks found, code before tests and documents, then churn. */
export function rankFiles(files: readonly ChangedFile[], options: RankOptions): RankedFile[] {
  const isListed = picomatch([...SENSITIVE_PATHS], { dot: true, nocase: true });
  const isAdded = compileGlobs(options.sensitivePaths, { nocase: true });
  const isSensitive = (path: string): boolean => isListed(path) || isAdded(path);
  const found = new Map<string, number>();
  for (const { location, severity } of options.findings) {
    if (location !== null) found.set(location.path, (found.get(location.path) ?? 0) + FOUND[severity]);
  }
  const scoreOf = (file: ChangedFile): number => {
    const paths = [...new Set([file.newPath, file.oldPath])];
    const sensitive = paths.some((path) => isSensitive(path) || isSensitive(inWords(path)));
    const points = paths.reduce((sum, path) => sum + (found.get(path) ?? 0), 0);
    return (sensitive ? SENSITIVE : 0) + Math.min(points, MOST_FOUND) + kindOf(file.newPath) + churnOf(file);
  };
  return files
    .map((file) => ({ file, score: scoreOf(file) }))
    .toSorted(
      (a, b) =>
        b.score - a.score || compareText(a.file.newPath, b.file.newPath) || compareText(a.file.oldPath, b.file.oldPath),
    );
}

function kindOf(path: string): number {
  if (isTestPath(path)) return TEST;
  return isDocument(path) ? DOCUMENT : CODE;
}

/** The number of binary digits: integers only, so that every machine counts the same. */
function churnOf({ added, deleted }: ChangedFile): number {
  return CHURN_STEP * Math.min(CHURN_BITS, 32 - Math.clz32((added ?? 0) + (deleted ?? 0)));
}

/** `src/AuthService.ts` as `src/Auth-Service.ts`: the globs match whole words. */
function inWords(path: string): string {
  return path.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-');
}
