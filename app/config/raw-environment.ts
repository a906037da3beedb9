// Apart from what the configuration means (`config.ts`): whoever only starts a process waits for no schema.

/** All variables, for the one place that decides which of them a process of ours may see. */
export function readRawEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** The value of a variable that holds a key; the configuration names it. */
export function readSecret(variable: string): string | undefined {
  return process.env[variable] || undefined;
}

/** Puts a key that came in another way, an input of the Action, where `readSecret` and the analysing process look for it. */
export function provideSecret(variable: string, value: string): void {
  process.env[variable] = value;
}

/** Where this process, and those that it starts, put their temporary files from now on. */
export function setTemporaryFolder(folder: string): void {
  process.env['TMPDIR'] = folder;
}
