import type { Check } from '../../reviewer.ts';
import { READ_HINT, wholeReads } from '../growth/whole-reads.ts';
import { tellGrowth } from '../growth/tell-growth.ts';

/** A request is answered with all rows of a table, or its body is read whatever its size. */
export const unboundedRead: Check = {
  id: 'unbounded-read',
  run: (context) => tellGrowth(context, { hint: READ_HINT, find: wholeReads }),
};
