import type { Diagnosis } from '../../history/replica/doctor.ts';
import { providerOf } from '../../models/providers/providers.ts';
import type { Config } from '../../schemas/config.ts';
import { describeCause } from '../../schemas/problem.ts';

const PATIENCE_MS = 10_000;

/**
 * Whether those who ask models and those who open the store are two, for each provider that is asked as a role of AWS. One role is no error,
 * since what is handed on may do nothing but ask models; but who takes it on elsewhere may do both. A store that is not at AWS has other
 * credentials.
 */
export async function rolesApart(config: Config): Promise<readonly Diagnosis[]> {
  const { store, storeEndpoint, storeRegion, providers } = config;
  if (store === null || !store.startsWith('s3://') || storeEndpoint !== null) return [];
  const roles = Object.keys(providers).flatMap((name) => {
    const { cloud } = providerOf(name, providers);
    return cloud?.kind === 'aws' && cloud.role !== null ? [{ name, role: cloud.role, region: cloud.region }] : [];
  });
  const [first] = roles;
  if (first === undefined) return [];
  const what = 'roles of store and models';
  try {
    const { awsCaller } = await import('./aws-login.ts');
    const caller = await awsCaller(storeRegion ?? first.region, AbortSignal.timeout(PATIENCE_MS));
    const same = roles.find(({ role }) => caller !== null && isSameRole(caller, role));
    if (same === undefined) return [{ what, state: 'ok', note: 'two' }];
    const note = `The store is opened as ${same.role}, which providers.${same.name} is asked as, too. Make a role for each, so that none may do both.`;
    return [{ what, state: 'warning', note }];
  } catch (error) {
    return [{ what, state: 'not-checked', note: describeCause(error) }];
  }
}

/** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` is `arn:aws:iam::ACCOUNT:role/PATH/NAME` while somebody has taken it on. */
export function isSameRole(caller: string, role: string): boolean {
  const [, account, name] = /^arn:[a-z-]+:sts::(\d+):assumed-role\/([^/]+)\//.exec(caller) ?? [];
  const [, ofRole, path = ''] = /^arn:[a-z-]+:iam::(\d+):role\/(.+)$/.exec(role) ?? [];
  return name !== undefined && account === ofRole && path.split('/').at(-1) === name;
}
