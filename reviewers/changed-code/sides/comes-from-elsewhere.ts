import type { CheckContext } from '../../reviewer.ts';
import type { SideHazard } from './judgement.ts';

/** Whether what a hazard says is missing stands somewhere else in the tree, or nobody can know. */
export async function comesFromElsewhere(context: CheckContext, { elsewhere = [] }: SideHazard): Promise<boolean> {
  for (const text of elsewhere) {
    const found = await context.search({ text, side: 'new', limit: 1 });
    if (found.kind === 'unavailable' || found.value.length > 0) return true;
  }
  return false;
}
