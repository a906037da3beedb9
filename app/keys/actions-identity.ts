import { z } from 'zod';
import { describeCause, InfrastructureError } from '../../schemas/problem.ts';
import { readSecret } from '../config/raw-environment.ts';
import { learnSecrets } from '../known-secrets.ts';

const Answer = z.object({ value: z.string().min(1) });

/**
 * The identity of this job as GitHub Actions signs it for one audience; null outside of a job, and in one without `id-token: write`. Throws
 * `InfrastructureError` where it cannot be had.
 */
export async function actionsIdentity(audience: string, signal: AbortSignal): Promise<string | null> {
  const address = readSecret('ACTIONS_ID_TOKEN_REQUEST_URL');
  const token = readSecret('ACTIONS_ID_TOKEN_REQUEST_TOKEN');
  if (address === undefined || token === undefined) return null;
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  try {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'error', signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { value } = Answer.parse(await response.json());
    learnSecrets([value]);
    return value;
  } catch (cause) {
    const what = `GitHub gave this job no identity: ${describeCause(cause)}`;
    throw new InfrastructureError({ what, remedy: 'Run again; the job needs `permissions: id-token: write`.', cause });
  }
}
