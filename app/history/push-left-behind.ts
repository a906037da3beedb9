import { replicasFolder } from '../../history/replica/local-files.ts';
import { isUnderWay } from '../../history/replica/replicated-history.ts';
import { commitReplica, localReplicas, type ReplicaTools } from '../../history/replica/run-replica.ts';
import { Problem } from '../../schemas/problem.ts';

const COMMIT_MS = 60_000;

/**
 * Brings the runs into the store that earlier processes of this machine could not bring there: they were killed, or the store was away.
 * Now it answers. What fails stays for the next time, and for `docket history sync`.
 */
export async function pushLeftBehind(
  tools: ReplicaTools,
  { folder, onNotice }: { readonly folder: string; readonly onNotice: (text: string) => void },
): Promise<void> {
  const sessions = await localReplicas(replicasFolder(folder));
  for (const session of sessions.filter((one) => one.store === tools.store.url && !isUnderWay(one))) {
    try {
      await commitReplica(tools, replicasFolder(folder), session, { timeoutMs: COMMIT_MS });
      onNotice(`an earlier run of this machine, ${session.run}, is in the store now`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      onNotice(`an earlier run of this machine, ${session.run}, is not in the store yet: ${error.message}`);
    }
  }
}
