import type { ObjectStore } from '../../history/replica/store.ts';
import type { S3Clients } from '../../history/replica/stores/s3-clients.ts';
import type { FleetStore } from '../../schemas/fleet/fleet-stores.ts';
import { storeOf } from '../history/store-of.ts';

/** Opens one repository's folder of a store; nobody here writes to it. Throws an `InputError` where its settings cannot be meant. */
export function openFleetStore(
  { store, region, endpoint, encryption, repository }: FleetStore,
  clients?: S3Clients,
): ObjectStore {
  const config = {
    store,
    storeRegion: region ?? null,
    storeEndpoint: endpoint ?? null,
    storeEncryption: encryption ?? null,
    storeRepository: repository,
  };
  const opened = storeOf(config, null, clients);
  if (opened === null) throw new TypeError('a store of the list has no address');
  return opened;
}
