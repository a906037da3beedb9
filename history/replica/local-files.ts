import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** The file of a store's view in a repository's folder: what one store holds is never shown as what another does. */
export function viewPath(folder: string, { url }: { readonly url: string }): string {
  return join(folder, `view-${createHash('sha256').update(url).digest('hex').slice(0, 12)}.db`);
}

/** Where the logs of runs lie until they are in the store. */
export const replicasFolder = (folder: string): string => join(folder, 'runs');
