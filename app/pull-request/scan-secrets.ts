import type { AnalyserPool } from '../../analysers/analyser.ts';
import type { SecretScan, SecretScanner } from '../../forge/forge.ts';

/** The secret scanner for whatever is about to leave; whoever made it closes it. */
export interface LastLook extends SecretScanner {
  close(): Promise<void>;
}

/** Its process starts with the first text that is searched, and stays warm for the next. */
export function createLastLook(): LastLook {
  let started: Promise<{ readonly pool: AnalyserPool; readonly scanner: SecretScanner }> | null = null;
  return {
    async scan(texts): Promise<readonly SecretScan[]> {
      started ??= start();
      return (await started).scanner.scan(texts);
    },
    async close() {
      await (await started)?.pool.close();
    },
  };
}

/** Loaded only when needed: many events need no answer at all. */
async function start() {
  const { createAnalyserPool } = await import('../../analysers/pool.ts');
  const { createSecretScanner } = await import('../../analysers/secret-scanner.ts');
  const pool = createAnalyserPool();
  return { pool, scanner: createSecretScanner(pool) };
}
