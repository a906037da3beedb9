import { z } from 'zod';
import { StoreEncryption } from '../store.ts';

/** What a page and a message call a repository: one line of visible characters. */
const StoreName = z.string().regex(/^[\w.@/+-]{1,140}$/, 'letters, digits and . @ / + - _ only');
const Repository = z
  .string()
  .regex(/^[a-z0-9.-]{1,200}\/[a-z0-9.-]{1,100}$/i, 'host/id, for example github.com/123456');
/** The customer's key stands in the environment and in no file. */
const Encryption = z.union([
  StoreEncryption.options[0],
  StoreEncryption.options[1],
  z.strictObject({ kind: z.literal('customer-key') }),
]);

/** One place in which histories of several repositories lie: a bucket with a prefix, or a folder. */
const FleetPlace = z.strictObject({
  store: z.string().min(1).max(1000),
  region: z.string().min(1).optional(),
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  encryption: Encryption.optional(),
  /** How each repository is called, and which it is: host/id. */
  repositories: z.record(StoreName, Repository).refine((all) => Object.keys(all).length > 0, 'names no repository'),
});

/** The file that `docket fleet --stores` names. */
export const FleetStores = z
  .strictObject({ stores: z.array(FleetPlace).min(1).max(1000) })
  .superRefine(({ stores }, context) => {
    const names = new Set<string>();
    const places = new Set<string>();
    for (const { store, repositories } of stores) {
      for (const [name, repository] of Object.entries(repositories)) {
        const place = `${store} ${repository}`.toLowerCase();
        if (names.has(name)) context.addIssue(`${name} is named twice`);
        if (places.has(place)) context.addIssue(`${repository} in ${store} is listed twice: it would count twice`);
        names.add(name);
        places.add(place);
      }
    }
    if (names.size > 10_000) context.addIssue('more than 10,000 repositories');
  });
export type FleetStores = z.infer<typeof FleetStores>;

/** One repository of the file. */
export const FleetStore = FleetPlace.omit({ repositories: true }).extend({ name: StoreName, repository: Repository });
export type FleetStore = z.infer<typeof FleetStore>;
