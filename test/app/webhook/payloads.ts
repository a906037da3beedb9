import examples from '@octokit/webhooks-examples';

/** One of GitHub's own examples of an event, to be changed at will. */
export function example(event: string, action: string | null = null): Record<string, unknown> {
  const all = examples as unknown as readonly {
    readonly name: string;
    readonly examples: readonly Record<string, unknown>[];
  }[];
  const found = all
    .find(({ name }) => name === event)
    ?.examples.find((payload) => action === null || payload['action'] === action);
  if (found === undefined) throw new Error(`no example of ${event} ${action ?? ''}`);
  return structuredClone(found);
}

/** A push to a pull request of an installation of ours. */
export function pullRequestPayload(
  given: {
    readonly action?: string;
    readonly installation?: number | null;
    readonly head?: string;
    readonly updatedAt?: string;
    readonly number?: number;
  } = {},
): string {
  const {
    action = 'synchronize',
    installation = 5,
    head = 'b'.repeat(40),
    updatedAt = '2026-01-01T00:00:00Z',
    number = 1,
  } = given;
  const payload = example('pull_request', 'opened');
  const pull = payload['pull_request'] as Record<string, unknown>;
  return JSON.stringify({
    ...payload,
    action,
    number,
    ...(installation === null ? { installation: undefined } : { installation: { id: installation } }),
    pull_request: { ...pull, number, updated_at: updatedAt, head: { ...(pull['head'] as object), sha: head } },
  });
}
