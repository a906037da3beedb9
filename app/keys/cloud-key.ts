import type { Cloud } from '../../models/providers/cloud.ts';
import { describeCause } from '../../schemas/problem.ts';
import { learnProvided, scrub } from '../known-secrets.ts';
import type { KeyOrReason } from './key-helper.ts';

/** A cloud's words are an explanation, not a document. */
const MOST_WORDS = 300;

/**
 * Logs in at a cloud with what the environment offers, as the role or service account that may ask models. The key is what the analysing process
 * is given: it ends within the hour, and is good for nothing else. The clouds' libraries are loaded only here.
 */
export async function keyOfCloud(cloud: Cloud, patienceMs: number): Promise<KeyOrReason> {
  const stop = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<KeyOrReason>();
  const timer = setTimeout(() => {
    stop.abort();
    resolve({ ok: false, why: `it took longer than ${patienceMs / 1000} s.` });
  }, patienceMs);
  try {
    return await Promise.race([late, loggedIn(cloud, stop.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

async function loggedIn(cloud: Cloud, signal: AbortSignal): Promise<KeyOrReason> {
  try {
    if (cloud.kind === 'aws') {
      const { region, role } = cloud;
      if (role === null) throw new Error('no role is named');
      const credentials = await (await import('./aws-login.ts')).awsCredentials({ region, role }, signal);
      learnProvided(Object.values(credentials));
      return { ok: true, key: JSON.stringify(credentials) };
    }
    const { serviceAccount, workloadIdentity } = cloud;
    if (serviceAccount === null) throw new Error('no service account is named');
    const token = await (await import('./google-login.ts')).googleToken({ serviceAccount, workloadIdentity }, signal);
    learnProvided([token]);
    return { ok: true, key: token };
  } catch (error) {
    return { ok: false, why: scrub(describeCause(error)).replaceAll(/\s+/g, ' ').slice(0, MOST_WORDS) };
  }
}
