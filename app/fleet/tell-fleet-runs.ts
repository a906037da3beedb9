import { openHistory } from '../../history/log.ts';
import type { FleetStore } from '../../schemas/fleet/fleet-stores.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { tellRuns, type ToldRun } from '../statistics/gather-runs.ts';
import { storeFolder, viewIn } from './fleet-cache.ts';
import { openFleetStore } from './open-fleet-store.ts';

/** These runs as a report tells them, newest first, each with its repository's name; from the views that the answer was made of. */
export function tellFleetRuns(
  newest: readonly { readonly store: string; readonly run: string }[],
  { stores, cache }: { readonly stores: readonly FleetStore[]; readonly cache: string },
): readonly ToldRun[] {
  const byName = new Map(stores.map((store) => [store.name, store]));
  return [...Map.groupBy(newest, ({ store }) => store)]
    .flatMap(([name, runs]) => {
      const store = byName.get(name);
      if (store === undefined) return [];
      const opened = openFleetStore(store);
      const log = openHistory(viewIn(storeFolder(cache, opened.url)), { readonly: true });
      try {
        const ids = runs.map(({ run }) => run);
        return tellRuns(log, ids).map((run) => ({ ...run, label: `${name}: ${run.label}` }));
      } finally {
        log.close();
        opened.close();
      }
    })
    .toSorted((a, b) => compareText(b.id, a.id));
}
