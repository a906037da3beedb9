import { lstatSync, opendirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readRegularFile } from './config/regular-file.ts';
import { type FolderOwner, isOurs, OWN_FOLDER, OWNER_FILE, processStartOf, thisOwner } from './own-temporary-folder.ts';

const Owner: z.ZodType<FolderOwner> = z.object({
  host: z.string(),
  namespace: z.string(),
  pid: z.int().positive(),
  started: z.string(),
});

/** A folder whose owner cannot be asked after (another container, another system) is alive for so long after its last sign of life. */
const FOREIGN_AGE_MS = 24 * 60 * 60 * 1000;
/** A machine's temporary folder may hold anything; more entries than these are not looked at. */
const MOST_ENTRIES = 20_000;

/** Removes what runs left behind that were killed. Folders of others, links, and whatever cannot be removed stay. */
export function clearAfterKilled(parent: string): void {
  try {
    const own = thisOwner();
    const entries = opendirSync(parent);
    try {
      for (let seen = 0; seen < MOST_ENTRIES; seen += 1) {
        const entry = entries.readSync();
        if (entry === null) break;
        if (!entry.name.startsWith(OWN_FOLDER) || !entry.isDirectory()) continue;
        clearIfLeft(join(parent, entry.name), own);
      }
    } finally {
      entries.closeSync();
    }
  } catch {
    // Clearing up after others is no reason to fail; that there is no room is told by whoever needs it.
  }
}

function clearIfLeft(folder: string, own: FolderOwner): void {
  try {
    if (isLeft(folder, own)) rmSync(folder, { recursive: true, force: true });
  } catch {
    // Somebody else is clearing it, or it is not ours to clear.
  }
}

function isLeft(folder: string, own: FolderOwner): boolean {
  const entry = lstatSync(folder);
  if (!isOurs(entry)) return false;
  const owner = ownerOf(folder);
  if (owner !== null && owner.host === own.host && owner.namespace === own.namespace) {
    return processStartOf(owner.pid) !== owner.started;
  }
  return Date.now() - entry.mtimeMs > FOREIGN_AGE_MS;
}

function ownerOf(folder: string): FolderOwner | null {
  try {
    return Owner.parse(JSON.parse(readRegularFile(join(folder, OWNER_FILE))));
  } catch {
    // Being made just now, or damaged.
    return null;
  }
}
