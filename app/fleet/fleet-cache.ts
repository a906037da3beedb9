import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { MIGRATIONS } from '../../history/schema/migrations.ts';
import { DOCKET_VERSION } from '../version.ts';

/** Answers of other questions that are kept beside the newest one. */
const KEPT = 8;

/** What an answer depends on, as a name for its file. The program and its schema are part of it: another version may count otherwise. */
export function keyOf(...on: readonly unknown[]): string {
  const text = JSON.stringify([DOCKET_VERSION, MIGRATIONS.length, ...on]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The folder of one store's view in the cache. */
export const storeFolder = (cache: string, url: string): string =>
  join(cache, createHash('sha256').update(url).digest('hex').slice(0, 32));

/** Where the view of a store lies, and the answers about it. */
export const viewIn = (folder: string): string => join(folder, 'view.db');
export const answerIn = (folder: string, key: string): string => join(folder, 'answers', `${key}.json`);

/** An answer that was kept; null where there is none, or it is not one. */
export async function keptAnswer<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const answer = schema.safeParse(JSON.parse(text));
    return answer.success ? answer.data : null;
  } catch {
    // Cut off: it is computed again.
    return null;
  }
}

/** Keeps an answer, and lets the oldest go. */
export async function keepAnswer(path: string, answer: unknown): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(answer), { mode: 0o600 });
  await rename(draft, path);
  const names = await readdir(folder);
  if (names.length <= KEPT) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  for (const { name } of aged.toSorted((a, b) => b.at - a.at).slice(KEPT))
    await rm(join(folder, name), { force: true });
}
