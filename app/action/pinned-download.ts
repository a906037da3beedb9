import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { archiveUrl } from './npm-registry.ts';
import type { PinnedDownload } from './package-list.ts';
import { describeCause } from '../../schemas/problem.ts';

/** How long one download may take; without it the analyser is skipped, not the review. */
const PATIENCE_MS = 30_000;

/** Far more than any of the archives has; an answer beyond it is not one of them. */
const MOST_BYTES = 64 * 1024 * 1024;

interface DownloadPlace {
  /** Kept between jobs; null: nothing is kept. */
  readonly cache: string | null;
  /** Where packages come from; asked for only when something has to be fetched. */
  readonly registry: () => Promise<string>;
  readonly signal: AbortSignal;
}

/**
 * The bytes of an archive, from the cache or else from its address. The digest is compared each time: neither the registry nor who else
 * writes into the cache is believed. Throws with a sentence for people.
 */
export async function download(
  pinned: PinnedDownload,
  { cache, registry, signal }: DownloadPlace,
): Promise<Uint8Array> {
  const kept = cache === null ? null : join(cache, 'docket', `${pinned.sha256}.tgz`);
  const known = kept === null ? null : await readIfThere(kept);
  if (known !== null && digestOf(known) === pinned.sha256) return known;
  const url = archiveUrl(await registry(), pinned);
  const bytes = await fetchBytes(url, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
  if (digestOf(bytes) !== pinned.sha256) throw new Error(`${url} is not the archive that was expected`);
  // A cache that cannot be written costs the next job a download, nothing else.
  if (kept !== null) await keep(kept, bytes).catch(() => undefined);
  return bytes;
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const refused = (why: string, cause?: unknown) => new Error(`${url} could not be fetched: ${why}`, { cause });
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) throw refused(`status ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > MOST_BYTES) throw refused('it is far too large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith(url)) throw cause;
    const deeper = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    throw refused(describeCause(deeper), cause);
  }
}

/** Jobs on one machine may do so at the same time: whoever comes last replaces the file by the same bytes. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const scratch = `${path}.${process.pid}`;
  try {
    await writeFile(scratch, bytes);
    await rename(scratch, path);
  } finally {
    await rm(scratch, { force: true });
  }
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch {
    // Not there, or not to be read: it is fetched.
    return null;
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
