import type { CheckContext } from '../../reviewer.ts';
import type { SideHazard } from './judgement.ts';

const MOST_LINES = 200;

/** Whether what a hazard says is missing stands somewhere else in the tree, or nobody can know. */
export async function comesFromElsewhere(context: CheckContext, { elsewhere = [] }: SideHazard): Promise<boolean> {
  for (const text of elsewhere) {
    // Some align the colons of what they define.
    const found = await context.search({ text: text.replace(/ ?:$/, ''), side: 'new', limit: MOST_LINES });
    if (found.kind === 'unavailable' || found.truncated) return true;
    if (found.value.some((hit) => hit.text.replaceAll(/[ \t]{1,99}:/g, ':').includes(text))) return true;
  }
  return false;
}
