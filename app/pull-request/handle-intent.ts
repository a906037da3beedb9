import type { AnalyserPool } from '../../analysers/analyser.ts';
import type { SecretScan, SecretScanner } from '../../forge/forge.ts';
import { findPullRequest } from '../../forge/github/read/find-pull-request.ts';
import { InputError } from '../../schemas/problem.ts';
import { closePullRequest } from './closed.ts';
import { handleCommand } from './commands/handle-command.ts';
import { type ContextTools, type PullContext, openContext } from './context.ts';
import { intentOutcome } from './intent-outcome.ts';
import type { IntentOutcome, PullRequestHost } from './host.ts';
import type { Intent, PullRequestName } from './intent.ts';
import { checkMergeGroup } from './merge-group.ts';
import { reviewPullRequest } from './review-pull-request.ts';
import { tellInCheck } from './started-check.ts';

/**
 * Does what an event asks for, whoever delivered it: the Action and the App call nothing else. Throws an `InputError` for what cannot be
 * meant, for example a configuration that cannot be read, and an `InfrastructureError` when GitHub cannot be reached; the check of the commit
 * then says so wherever that is possible.
 */
export async function handleIntent(intent: Intent, host: PullRequestHost): Promise<IntentOutcome> {
  host.signal.throwIfAborted();
  const scanner = createLastLook();
  try {
    return await handle(intent, { host, scanner });
  } finally {
    await scanner.close();
  }
}

async function handle(intent: Intent, tools: ContextTools): Promise<IntentOutcome> {
  const { host } = tools;
  switch (intent.kind) {
    case 'review': {
      const { label, full, asked } = intent;
      return reviewPullRequest(await contextOf(intent.pull, tools), { label, full, asked });
    }
    case 'find': {
      const context = await contextOf(await findPullRequest(host.github, intent), tools);
      return reviewPullRequest(context, { label: null, full: false, asked: false });
    }
    case 'command':
      return handleCommand(intent, tools);
    case 'closed':
      return closePullRequest(await openContext(intent.pull, tools));
    case 'merge-group':
      return checkMergeGroup(intent, host);
    case 'ignore':
      return intentOutcome('ignored', intent.reason);
  }
}

/** A repository whose configuration is broken learns it where it looks: in the check of the commit. */
async function contextOf(ref: PullRequestName, tools: ContextTools): Promise<PullContext> {
  try {
    return await openContext(ref, tools);
  } catch (error) {
    if (error instanceof InputError) await tellInCheck(ref, tools.host, error);
    throw error;
  }
}

/** The secret scanner for whatever is about to leave; whoever made it closes it. */
interface LastLook extends SecretScanner {
  close(): Promise<void>;
}

/** Its process starts with the first text that is searched, and stays warm for the next. */
function createLastLook(): LastLook {
  let started: Promise<{ readonly pool: AnalyserPool; readonly scanner: SecretScanner }> | null = null;
  return {
    async scan(texts): Promise<readonly SecretScan[]> {
      started ??= start();
      return (await started).scanner.scan(texts);
    },
    async close() {
      await (await started)?.pool.close();
    },
  };
}

/** Loaded only when needed: many events need no answer at all. */
async function start() {
  const { createAnalyserPool } = await import('../../analysers/pool.ts');
  const { createSecretScanner } = await import('../../analysers/secret-scanner.ts');
  const pool = createAnalyserPool();
  return { pool, scanner: createSecretScanner(pool) };
}
