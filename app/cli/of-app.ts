import { InputError } from '../../schemas/problem.ts';

/** What only the GitHub App needs; whoever reviews on the command line does without. */
const PACKAGES = ['probot', 'pino', 'prom-client', 'pg', 'graphile-worker'];

/** What it needs besides, where telemetry is sent. */
const TELEMETRY_PACKAGES = [
  'sdk-trace',
  'sdk-metrics',
  'resources',
  'exporter-trace-otlp-proto',
  'exporter-metrics-otlp-proto',
].map((name) => `@opentelemetry/${name}`);

/**
 * Runs a command of the App, whose packages are installed beside Docket by those who want it.
 *
 * @throws InputError that says how, where they are not there.
 */
export async function ofApp<T>(command: () => Promise<T>): Promise<T> {
  try {
    return await command();
  } catch (cause) {
    const needs = [
      { what: 'the GitHub App', packages: PACKAGES },
      { what: 'telemetry, which OTEL_* variables ask for,', packages: TELEMETRY_PACKAGES },
    ];
    for (const { what, packages } of needs) {
      const absent = packages.find((name) => isAbsent(cause, name));
      if (absent === undefined) continue;
      throw new InputError({
        what: `${what} needs the package ${absent}, which is not installed here`,
        remedy: `Install what only the App needs beside Docket: npm install ${packages.join(' ')}`,
        cause,
      });
    }
    throw cause;
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
