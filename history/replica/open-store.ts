import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../schemas/problem.ts';
import type { StoreSettings } from '../../schemas/store.ts';
import { openFileStore } from './stores/file-store.ts';
import type { S3Clients } from './stores/s3-clients.ts';
import { s3WhenUsed } from './stores/s3-when-used.ts';
import type { ObjectStore } from './store.ts';

/** Litestream knows more kinds of replicas; the manifest needs a store that can compare and swap. */
const REFUSED: Readonly<Record<string, string>> = {
  gs: 'its conditional writes go by generation numbers, which this version does not speak',
  abs: 'its conditional writes are not spoken by this version',
  sftp: 'it has no compare-and-swap, so two runs could overwrite each other',
  nats: 'it has no compare-and-swap that a manifest could rely on',
  webdav: 'it has no compare-and-swap that a manifest could rely on',
  oss: 'its conditional writes are not spoken by this version',
};

/** Which repository's history is meant: `<host>/<numeric id>` on a forge. */
export interface HistoryName {
  readonly host: string;
  readonly repositoryId: string;
}

/**
 * Opens the folder of one repository in the operator's store. Throws an `InputError` where the setting cannot be meant.
 *
 * @param clients of whoever opens many of them
 */
export function openStore(
  settings: StoreSettings,
  { host, repositoryId }: HistoryName,
  clients?: S3Clients,
): ObjectStore {
  const { url, region, endpoint, encryption, authorities = null } = settings;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';
  const own = `${safe(host)}/${safe(repositoryId)}`;
  if (scheme === 's3') {
    const parts = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(url);
    const bucket = parts?.[1];
    if (bucket === undefined) throw wrong(url, 'the bucket has no usable name');
    const prefix = (parts?.[2] ?? '')
      .split('/')
      .filter((part) => part !== '')
      .join('/');
    if (/[?#]/.test(prefix)) throw wrong(url, 'region and endpoint are settings of their own');
    const folder = prefix === '' ? own : `${prefix}/${own}`;
    return s3WhenUsed({ bucket, prefix: folder, region, endpoint, encryption, authorities }, clients);
  }
  if (scheme === 'file') {
    const folder = fileFolder(url);
    if (encryption !== null) throw wrong(url, 'a folder cannot encrypt; leave the encryption out, or encrypt the disk');
    return openFileStore(join(folder, own));
  }
  const reason = REFUSED[scheme];
  throw wrong(url, reason === undefined ? 'this kind of store is not known' : `${scheme}:// is refused: ${reason}`);
}

function fileFolder(url: string): string {
  try {
    const folder = fileURLToPath(url);
    if (isAbsolute(folder)) return folder;
  } catch (cause) {
    throw wrong(url, 'it is no path of this host', cause);
  }
  throw wrong(url, 'it is no path of this host');
}

const safe = (part: string): string =>
  part
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^\.+/g, '-');

function wrong(url: string, why: string, cause?: unknown): InputError {
  return new InputError({
    what: `the history cannot be kept there: ${why}`,
    where: `store: ${url}`,
    remedy: 'Use s3://bucket/prefix (S3 and what speaks its protocol), or file:///folder for the runs of one host.',
    ...(cause === undefined ? {} : { cause }),
  });
}
