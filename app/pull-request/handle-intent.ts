import { findPullRequest } from '../../forge/github/find-pull-request.ts';
import { closePullRequest } from './closed.ts';
import { handleCommand } from './commands/handle-command.ts';
import { openContext } from './context.ts';
import { handled } from './handled.ts';
import type { Handled, PullRequestHost } from './host.ts';
import type { Intent } from './intent.ts';
import { checkMergeGroup } from './merge-group.ts';
import { reviewPullRequest } from './review-pull-request.ts';

/**
 * Does what an event asks for, whoever delivered it: the Action and the App call nothing else. Throws an `InputError` for what cannot be
 * meant, for example a configuration that cannot be read, and an `InfrastructureError` when GitHub cannot be reached; the check of the commit
 * then says so wherever it was begun.
 */
export async function handleIntent(intent: Intent, host: PullRequestHost): Promise<Handled> {
  host.signal.throwIfAborted();
  switch (intent.kind) {
    case 'review': {
      const { label, full } = intent;
      return reviewPullRequest(await openContext(intent.pull, host), { label, full, asked: false });
    }
    case 'find': {
      const pull = await findPullRequest(host.github, intent);
      return reviewPullRequest(await openContext(pull, host), { label: null, full: false, asked: false });
    }
    case 'command':
      return handleCommand(intent, host);
    case 'closed':
      return closePullRequest(await openContext(intent.pull, host));
    case 'merge-group':
      return checkMergeGroup(intent, host);
    case 'ignore':
      return handled('ignored', intent.reason);
  }
}
