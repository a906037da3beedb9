import { cleanUp } from '../../history/replica/clean-up.ts';
import { foldTails } from '../../history/replica/fold.ts';
import type { ReplicaTools } from '../../history/replica/run-replica.ts';
import type { Config } from '../../schemas/config.ts';
import { Problem } from '../../schemas/problem.ts';

/**
 * Keeps a store small, now and then, at the end of a run: many finished runs become one base, and what was superseded long ago goes.
 * Nobody waits for it and nothing depends on it: where it fails the next run tries again.
 */
export async function tidyHistory(
  tools: ReplicaTools,
  { retention, onNotice }: { readonly retention: Config['retention']; readonly onNotice: (text: string) => void },
): Promise<void> {
  try {
    const folded = await foldTails(tools, { archiving: { retention } });
    if (folded.kind === 'folded') onNotice(`the history: ${folded.held.length} runs were folded into a new base`);
    if (folded.kind === 'folded' && folded.archived > 0)
      onNotice(`the history: ${folded.archived} runs of long ago lie in an archive from now on`);
    if (folded.kind === 'given-up') onNotice(`the history was not folded: ${folded.reason}`);
    if (folded.kind === 'nothing-to-do') return;
    await cleanUp(tools.store, { now: tools.now });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    onNotice(`the history was not tidied up: ${error.message}`);
  }
}
