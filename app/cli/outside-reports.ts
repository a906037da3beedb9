import { resolve } from 'node:path';
import { readFindings } from '../../reviewers/outside/read-findings.ts';
import { readSarif } from '../../reviewers/outside/read-sarif.ts';
import { decodeText } from '../../reviewers/outside/decode-text.ts';
import { joinOutside } from '../../reviewers/outside/join-outside.ts';
import type { SecretScanner } from '../../forge/forge.ts';
import { readNamedFile } from '../config/regular-file.ts';
import { boundHeapGrowth } from '../analyse/heap-growth.ts';
import { redactOutside } from '../analyse/redact-outside.ts';
import { InputError, describeCause } from '../../schemas/problem.ts';
import type { ReviewerReport } from '../../schemas/report.ts';

interface OutsideFiles {
  readonly cwd: string;
  /** The repository's root, for tools that write absolute paths. */
  readonly root: string | null;
  readonly sarif: readonly string[];
  readonly findings: readonly string[];
}

/** Reads the findings of other tools, each file whole or not at all. Throws an `InputError` that names the file. */
export async function parseOutside({ cwd, root, sarif, findings }: OutsideFiles): Promise<ReviewerReport[]> {
  const fromSarif = sarif.map(async (file) => readSarif(await text(cwd, file, '--sarif'), file, root));
  const fromFindings = findings.map(async (file) => readFindings(await text(cwd, file, '--findings'), file));
  const reports = (await Promise.all([...fromSarif, ...fromFindings])).flat();
  boundHeapGrowth();
  return reports;
}

interface Redacting {
  /** Names that Docket's own reviewers have. */
  readonly own: readonly string[];
  readonly scanner: SecretScanner;
}

/** One report a tool, told apart from our own, with the secrets in them blanked. */
export function redactedOutside(
  reports: readonly ReviewerReport[],
  { own, scanner }: Redacting,
): Promise<ReviewerReport[]> {
  boundHeapGrowth();
  return redactOutside(joinOutside(reports, new Set(own)), scanner);
}

async function text(cwd: string, file: string, flag: string): Promise<string> {
  const decoded = decodeText(await bytes(cwd, file, flag), file);
  // What is parsed out of a large text is several times as large.
  boundHeapGrowth();
  return decoded;
}

async function bytes(cwd: string, file: string, flag: string): Promise<Uint8Array> {
  try {
    return await readNamedFile(resolve(cwd, file));
  } catch (cause) {
    throw new InputError({
      what: `the file behind ${flag} cannot be read: ${describeCause(cause)}`,
      where: file,
      remedy: `Correct the path behind ${flag}.`,
      cause,
    });
  }
}
