import type { ObjectStore } from '../../../history/replica/store.ts';

/** The store's methods as plain properties, to put another in the place of one. */
export function bound(store: ObjectStore): ObjectStore {
  return {
    url: store.url,
    litestreamEnvironment: store.litestreamEnvironment,
    readHead: () => store.readHead(),
    swapHead: (bytes, expected) => store.swapHead(bytes, expected),
    list: (folder) => store.list(folder),
    remove: (keys) => store.remove(keys),
    tryConditionalWrites: (key) => store.tryConditionalWrites(key),
    holdsConditions: () => store.holdsConditions(),
    clock: () => store.clock(),
    replicaOf: (epoch) => store.replicaOf(epoch),
    close: () => store.close(),
  };
}
