import { exitCode } from '../exit-code.ts';
import type { Handled, PullRequestHost } from './host.ts';
import type { Intent } from './intent.ts';

/**
 * Does what an event asks for, whoever delivered it: the Action and the App call nothing else. Throws an `InputError` for what cannot be
 * meant and an `InfrastructureError` when GitHub cannot be reached.
 */
export async function handleIntent(intent: Intent, host: PullRequestHost): Promise<Handled> {
  host.signal.throwIfAborted();
  if (intent.kind !== 'ignore') throw new TypeError(`an intent of the kind ${intent.kind} has no handler`);
  return {
    kind: 'ignored',
    reason: intent.reason,
    exit: exitCode({ incomplete: false, findingsAtOrAbove: 0, infrastructure: false }),
    output: null,
    published: null,
    problems: [],
  };
}
