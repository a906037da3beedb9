import type { SecretScanner } from '../../forge/forge.ts';

/** Lends the secret scanner for one piece of work; its processes end with it. Loaded only when needed. */
export async function withScanner<T>(work: (scanner: SecretScanner) => Promise<T>): Promise<T> {
  const { createAnalyserPool } = await import('../../analysers/pool.ts');
  const { createSecretScanner } = await import('../../analysers/secret-scanner.ts');
  const pool = createAnalyserPool();
  try {
    return await work(createSecretScanner(pool));
  } finally {
    await pool.close();
  }
}
