import type { Config } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import type { ServeRole } from './assemble.ts';
import type { ServeSettings } from './settings.ts';

/** What several processes share must be where all of them reach it. Throws an `InputError` that says what is missing. */
export function requireFleet(
  role: ServeRole,
  { queueUrl }: Pick<ServeSettings, 'queueUrl'>,
  { store }: Pick<Config, 'store'>,
): void {
  if (role !== 'all' && queueUrl === null) {
    throw new InputError({
      what: `a server with the role ${role} needs a queue that it shares with the others`,
      where: 'the environment',
      remedy: 'Set DOCKET_QUEUE to a Postgres; docs/fleet.md shows how.',
    });
  }
  if (role !== 'web' && queueUrl !== null && store === null) {
    throw new InputError({
      what: 'workers of one queue need a store for the histories: each would remember only what it did itself',
      where: 'the environment',
      remedy: 'Set DOCKET_STORE; docs/durability.md shows how.',
    });
  }
}
