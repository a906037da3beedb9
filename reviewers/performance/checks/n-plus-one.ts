import type { Check } from '../../reviewer.ts';
import { createModels } from '../growth/associations.ts';
import { LAZY_HINT, lazyLoads } from '../growth/lazy-loads.ts';
import { tellGrowth } from '../growth/tell-growth.ts';

/** An association is loaded by itself for each record of a query that could have brought it along. */
export const nPlusOne: Check = {
  id: 'n-plus-one',
  run: (context) => {
    const models = createModels(context);
    return tellGrowth(context, { hint: LAZY_HINT, find: (source) => lazyLoads(source, models) });
  },
};
