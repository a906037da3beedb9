import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The file of a store's view in a repository's folder: what one store holds is never shown as what another does. */
export function viewPath(folder: string, { url }: { readonly url: string }): string {
  return join(folder, `view-${createHash('sha256').update(url).digest('hex').slice(0, 12)}.db`);
}

/** Where the logs of runs lie until they are in the store. */
export const replicasFolder = (folder: string): string => join(folder, 'runs');

/** Far more than a restore may take: what is older has nobody who still writes it. */
const LEFT_MS = 3_600_000;

/** Takes away what restores that were killed left beside a view: each may hold a whole copy of the history. */
export async function clearLeft(path: string): Promise<void> {
  const name = basename(path);
  const left = (await readdir(dirname(path)).catch(() => [])).filter((entry) =>
    ['adopt', 'restore'].some((kind) => entry.startsWith(`${name}.${kind}-`)),
  );
  for (const folder of left.map((entry) => join(dirname(path), entry))) {
    // Another run may be clearing it, too.
    const changed = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (Date.now() - changed > LEFT_MS) await rm(folder, { recursive: true, force: true });
  }
}
