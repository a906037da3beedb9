import { beginEarly, endEarly } from '../analyse/analysis-process.ts';
import { processEnvironment } from '../analyse/environment.ts';
import { readRawEnvironment } from '../config/raw-environment.ts';
import { takeOwnTemporaryFolder } from '../own-temporary-folder.ts';
import { showFirstLine } from './progress/first-line.ts';

/** Where such a variable is set a model may be asked; which ones the process then has to see, only the configuration tells. */
const KEY = '_API_KEY';

/**
 * Begins the process that analyses while this one still loads and reads the configuration: it takes as long to load as git takes to answer. It sees no
 * key, and where the configuration wants another environment or folder it is ended unused.
 */
export function beginAnalysisEarly(): void {
  const raw = readRawEnvironment();
  if (Object.keys(raw).some((name) => name.endsWith(KEY))) return;
  beginEarly(process.cwd(), processEnvironment(raw, []));
}

/**
 * The very first of a review, before its arguments are read: something to be seen, and the process that analyses begins. Nothing that this loads may load
 * zod or commander. Returns what ends that process where nobody took it.
 */
export function beginReview(args: readonly string[]): () => void {
  showFirstLine(args, readRawEnvironment(), process);
  try {
    takeOwnTemporaryFolder();
  } catch {
    // The program itself tries it again, and tells.
    return endEarly;
  }
  beginAnalysisEarly();
  return endEarly;
}
