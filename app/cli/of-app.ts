import { InputError } from '../../schemas/problem.ts';

/** What only the GitHub App needs; whoever reviews on the command line does without. */
const PACKAGES = ['probot', 'pino', 'prom-client', 'pg', 'graphile-worker'];

/**
 * Runs a command of the App, whose packages are installed beside Docket by those who want it.
 *
 * @throws InputError that says how, where they are not there.
 */
export async function ofApp<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (cause) {
    const absent = PACKAGES.find((name) => isAbsent(cause, name));
    if (absent === undefined) throw cause;
    throw new InputError({
      what: `the GitHub App needs the package ${absent}, which is not installed here`,
      remedy: `Install what only the App needs beside Docket: npm install ${PACKAGES.join(' ')}`,
      cause,
    });
  }
}

function isAbsent(error: unknown, name: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(`'${name}'`)
  );
}
