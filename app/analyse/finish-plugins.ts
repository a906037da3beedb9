import type { Analysis } from './analysis.ts';
import { describeCause } from '../../schemas/problem.ts';

/** Lets the plugins clean up. Returns what went wrong, in words; nothing that happens here can change a review that is out. */
export async function finishPlugins(analysis: Pick<Analysis, 'finish'>): Promise<string[]> {
  try {
    return await analysis.finish();
  } catch (error) {
    return [describeCause(error)];
  }
}
