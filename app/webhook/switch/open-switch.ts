import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ObjectPlace } from '../../../history/replica/stores/read-object.ts';
import type { Config } from '../../../schemas/config.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readRegularFile } from '../../config/regular-file.ts';
import { authoritiesOfStore } from '../../history/store-of.ts';
import { type CentralSwitch, type CentralSwitchParts, openCentralSwitch } from './central-switch.ts';
import { seenInFile } from './seen-switch.ts';

/** A hundred times of what an operator writes. */
const MOST_BYTES = 256 * 1024;
/** A third of the pause between two looks: a switch that trickles in is one that cannot be read. */
const MOST_MS = 10_000;

type StorePlace = Pick<Config, 'store' | 'storeRegion' | 'storeEndpoint'>;

/** Opens the switch, a file or an object (`s3://bucket/key`) on the server of the store. Throws an `InputError` where runners could write it. */
export function openSwitch(
  where: string,
  {
    data,
    store,
    ...parts
  }: Pick<CentralSwitchParts, 'log' | 'now'> & { readonly data: string; readonly store: StorePlace },
): Promise<CentralSwitch> {
  const read = where.startsWith('s3://') ? readerOfObject(where, store) : readerOfFile(where);
  return openCentralSwitch({ ...parts, where, read, seen: seenInFile(join(data, 'switch-seen.json')) });
}

function readerOfFile(file: string): CentralSwitchParts['read'] {
  return async () => {
    const text = readRegularFile(file);
    return { text, tag: createHash('sha256').update(text).digest('hex').slice(0, 12) };
  };
}

function readerOfObject(where: string, { store, storeRegion, storeEndpoint }: StorePlace): CentralSwitchParts['read'] {
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/([^?#]{1,1000})$/.exec(where) ?? [];
  if (bucket === undefined || key === undefined) throw wrong(where, 'it is no s3://bucket/key');
  if (isBelow(where, store))
    throw wrong(where, `whoever writes histories may write it: it lies in the store, ${store}`);
  const place: ObjectPlace = {
    bucket,
    key,
    region: storeRegion,
    endpoint: storeEndpoint,
    authorities: authoritiesOfStore(where),
  };
  return async () => {
    const { readObject } = await import('../../../history/replica/stores/read-object.ts');
    const { text, version } = await readObject(place, { mostBytes: MOST_BYTES, mostMs: MOST_MS });
    return { text, tag: version };
  };
}

/** Slashes are what they are in the keys of histories: several are one. */
function isBelow(where: string, store: string | null): boolean {
  if (store === null) return false;
  const parts = (url: string) => url.split('/').filter((part) => part !== '');
  const own = parts(where);
  return parts(store).every((part, at) => own[at] === part);
}

function wrong(where: string, why: string): InputError {
  return new InputError({
    what: `the central switch cannot be there: ${why}`,
    where: `DOCKET_SWITCH, ${where}`,
    remedy: 'Put it into a bucket or below a prefix that only the operator may write; docs/fleet.md shows how.',
  });
}
