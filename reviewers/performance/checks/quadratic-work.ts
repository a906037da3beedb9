import type { Check } from '../../reviewer.ts';
import { SEARCH_HINT, searches } from '../growth/searches.ts';
import { tellGrowth } from '../growth/tell-growth.ts';

/** A list is walked or copied once for each element of a list. */
export const quadraticWork: Check = {
  id: 'quadratic-work',
  run: (context) => tellGrowth(context, { hint: SEARCH_HINT, find: searches }),
};
