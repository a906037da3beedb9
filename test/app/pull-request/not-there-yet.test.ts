import { describe, expect, it, onTestFinished } from 'vitest';
import type { FaultRule } from '../../support/github/faults.ts';
import { Scene } from './scene.ts';

const VIEWER = { login: 'docket[bot]', databaseId: 1 };
const unresolved = (text: string) => ({
  status: 200,
  body: {
    data: { viewer: VIEWER, repository: null },
    errors: [{ type: 'NOT_FOUND', path: ['repository'], message: text }],
  },
});
const NULL = { status: 200, body: { data: { viewer: VIEWER, repository: null } } };
const NODE = unresolved("Could not resolve to a node with the global id of 'PR_1'.");
const NUMBER = unresolved('Could not resolve to a PullRequest with the number of 1.');

describe('what an event named and GitHub does not show yet is waited for', () => {
  it.each<readonly [string, FaultRule]>([
    ['the pull request, as null', { when: { operation: 'DocketOpening' }, kind: 'status', ...NULL }],
    ['the pull request, by its number', { when: { operation: 'DocketOpening' }, kind: 'status', ...NUMBER, times: 2 }],
    ['its conversation', { when: { operation: 'DocketConversation' }, kind: 'status', ...NULL, times: 2 }],
    ['what was posted', { when: { operation: 'DocketLook' }, kind: 'status', ...NODE }],
    [
      'its head, for a check',
      {
        when: { method: 'POST', path: /\/check-runs$/ },
        kind: 'status',
        status: 422,
        body: { message: 'No commit found for SHA: abc' },
      },
    ],
  ])('%s', async (_, rule) => {
    const scene = await Scene.open();
    onTestFinished(() => scene.close());
    const fault = scene.github.fault(rule);
    const handled = await scene.happened('opened');
    expect(fault.hits).toBe(rule.times ?? 1);
    expect(handled).toMatchObject({ kind: 'reviewed', problems: [] });
    expect(scene.reviews()).toHaveLength(1);
  });

  it('for a bounded time, and its end is one that is tried again', async () => {
    const scene = await Scene.open();
    onTestFinished(() => scene.close());
    const fault = scene.github.fault({
      when: { operation: 'DocketOpening' },
      kind: 'status',
      ...NULL,
      times: 1000,
    });
    await expect(scene.happened('opened')).rejects.toMatchObject({
      name: 'NotThere',
      message: expect.stringContaining('or not yet'),
    });
    expect(fault.hits).toBe(5);
  });
});
