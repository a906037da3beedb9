import { beginEarly } from '../analyse/analysis-process.ts';
import { processEnvironment } from '../analyse/environment.ts';
import { readRawEnvironment } from '../config/config.ts';

/** Where such a variable is set a model may be asked; which ones the process then has to see, only the configuration tells. */
const KEY = '_API_KEY';

/**
 * Begins the process that analyses while this one still reads the configuration: it takes as long to load as git takes to answer. It sees no key, and where
 * the configuration wants another environment or folder it is ended unused.
 */
export function beginAnalysisEarly(): void {
  const raw = readRawEnvironment();
  if (Object.keys(raw).some((name) => name.endsWith(KEY))) return;
  beginEarly(process.cwd(), processEnvironment(raw, []));
}
