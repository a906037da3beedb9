import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { ModelFacts } from '../../models/selection/price-list.ts';
import { OperatorOnlyConfig } from '../../schemas/config.ts';
import { describeCause, InputError } from '../../schemas/problem.ts';
import type { Environment } from './config.ts';
import { isAbsence, readRegularFile, remedyForUnread } from './regular-file.ts';
import { stateFile } from './state-home.ts';

const FACTS_FILE = 'model-facts.json';

/** Prices and sizes that `docket models --refresh` took out of a list, and the day on which it did. */
const KeptFacts = z.strictObject({ read: z.iso.date(), capabilities: OperatorOnlyConfig.shape.capabilities.unwrap() });
type KeptFacts = z.infer<typeof KeptFacts>;

/** What was refreshed last, and where it lies; null where nothing was. Throws `InputError` for a file that is not what was written. */
export function readFacts(environment: Environment): (KeptFacts & { readonly path: string }) | null {
  if (environment.XDG_STATE_HOME === undefined && environment.HOME === undefined) return null;
  const path = stateFile(FACTS_FILE, environment);
  try {
    return { ...KeptFacts.parse(JSON.parse(readRegularFile(path))), path };
  } catch (cause) {
    if (isAbsence(cause)) return null;
    throw new InputError({
      what: `the refreshed prices cannot be read: ${describeCause(cause)}`,
      where: path,
      remedy: remedyForUnread(cause, 'Remove the file and run `docket models --refresh` again.'),
      cause,
    });
  }
}

/** Replaces the file whole, so that a reader never sees half of it. */
export function keepFacts(environment: Environment, capabilities: ModelFacts, read: string): string {
  const path = stateFile(FACTS_FILE, environment);
  mkdirSync(dirname(path), { recursive: true });
  const scratch = `${path}.${process.pid}`;
  writeFileSync(scratch, `${JSON.stringify({ read, capabilities }, null, 2)}\n`);
  renameSync(scratch, path);
  return path;
}
