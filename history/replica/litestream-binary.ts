import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import semver from 'semver';
import { runProcess } from '../../processes/run-process.ts';
import { InfrastructureError } from '../../schemas/problem.ts';

/** The oldest that is taken, and the release whose digests are known. Older ones bundle a SQLite that corrupts WAL files; newer minors are unknown. */
export const LITESTREAM_VERSION = '0.5.17';
/** What is built from source, and what the tests run: there Go's module system proves the source. */
export const LITESTREAM_BUILT = '0.5.18';
const ACCEPTED = `>=${LITESTREAM_VERSION} <0.6.0`;
const ANSWER_MS = 10_000;

/** A Litestream that was looked at and may be used. */
export interface Litestream {
  readonly command: string;
  readonly version: string;
}

export interface LitestreamPlaces {
  /** `PATH`. */
  readonly path: string;
  /** Where `docket history install` puts it; looked at first. */
  readonly toolFolder: string;
}

/** The file in which the tool folder keeps an installed version. */
export const installedBinary = (toolFolder: string, version = LITESTREAM_VERSION): string =>
  join(toolFolder, `litestream-${version}`);

/** Finds a usable Litestream. Throws an `InfrastructureError` that says how to get one. */
export async function findLitestream({ path, toolFolder }: LitestreamPlaces): Promise<Litestream> {
  const candidates = [
    installedBinary(toolFolder, LITESTREAM_BUILT),
    installedBinary(toolFolder),
    ...path.split(delimiter).map((folder) => join(folder, 'litestream')),
  ];
  const refused: string[] = [];
  for (const command of candidates) {
    if (!(await isExecutable(command))) continue;
    const version = await litestreamVersion(command);
    if (version !== null && semver.satisfies(version, ACCEPTED)) return { command, version };
    refused.push(`${command} is ${version === null ? 'no Litestream that tells its version' : `version ${version}`}`);
  }
  throw new InfrastructureError({
    what: `Litestream ${ACCEPTED} was not found${refused.length === 0 ? '' : `: ${refused.join('; ')}`}`,
    remedy:
      'Run `docket history install`, or put litestream on PATH. The review itself does not need it; its history stays local.',
  });
}

/** What a binary calls itself; null when it does not answer like Litestream. */
export async function litestreamVersion(command: string): Promise<string | null> {
  const answer = await runProcess(command, ['version'], { timeoutMs: ANSWER_MS, env: {} }).catch(() => null);
  // Whatever cannot be started is none; whoever needs it is told where it was looked for.
  return answer?.code === 0 ? semver.clean(answer.stdout.trim()) : null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not ours to run: the next place is looked at, and none at all is an error.
    return false;
  }
}
