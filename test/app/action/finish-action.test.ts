import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { finishAction } from '../../../app/action/finish-action.ts';
import { createGitHub } from '../../../forge/github/api/client.ts';
import { completeCheck } from '../../../forge/github/checks/complete-check.ts';
import { startCheck } from '../../../forge/github/checks/start-check.ts';
import { workflowRunEvent } from '../../support/action-event.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { type GitHubStandIn, startGitHub } from '../../support/github/github.ts';
import type { Permissions, Pull } from '../../support/github/state.ts';

let git: GitRepository;
let github: GitHubStandIn;
let pull: Pull;
let folder: string;
let printed: string;

beforeEach(async () => {
  git = new GitRepository();
  git.commit('base', { 'a.ts': 'one\n' });
  git.git('checkout', '--quiet', '-b', 'change');
  git.commit('head', { 'a.ts': 'two\n' });
  github = await startGitHub();
  const repository = github.addRepository({ owner: 'octo', name: 'project', from: git.path });
  pull = github.openPull({ repository, from: 'change' });
  folder = mkdtempSync(join(tmpdir(), 'docket-post-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  git.remove();
  await github.close();
});

const WRITING: Permissions = { contents: 'read', pull_requests: 'write', checks: 'write' };
const tokenOf = (permissions: Permissions) => github.token({ identity: 'actions', permissions });

/** Main began a check on the head and was killed; `left` is the word that it left behind. */
async function mainWasKilled(name = 'docket') {
  const client = createGitHub({
    apiUrl: github.apiUrl,
    token: () => Promise.resolve(tokenOf(WRITING)),
    userAgent: 'main',
  });
  const repository = { owner: 'octo', name: 'project' };
  const check = { repository, head: pull.headCommit, name };
  const id = (await startCheck(client, check))?.id;
  return { client, check, left: JSON.stringify({ ...check, id }) };
}

/** Runs the post step, as the runner would, for an event and with what main left behind. */
async function post(
  given: {
    readonly event?: readonly [name: string, payload: unknown];
    readonly state?: Readonly<Record<string, string>>;
    readonly permissions?: Permissions;
    readonly inputs?: Readonly<Record<string, string>>;
  } = {},
): Promise<number> {
  const [name, payload] = given.event ?? ['pull_request', github.payloads.pullRequest('opened', pull)];
  writeFileSync(join(folder, 'event.json'), JSON.stringify(payload));
  const environment = {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'octo/project',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_RUN_ID: '7',
    RUNNER_TEMP: folder,
    'INPUT_GITHUB-TOKEN': tokenOf(given.permissions ?? WRITING),
    ...Object.fromEntries(Object.entries(given.state ?? {}).map(([key, value]) => [`STATE_${key}`, value])),
    ...Object.fromEntries(
      Object.entries(given.inputs ?? {}).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]),
    ),
  };
  for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value);
  return finishAction();
}

const checks = () =>
  github.state.checkRuns.map(({ headCommit, status, conclusion, title }) => ({
    headCommit,
    status,
    conclusion,
    title,
  }));
const ended = () => [
  { headCommit: pull.headCommit, status: 'completed', conclusion: 'failure', title: 'Not finished' },
];

test('a check that main left open is concluded as a failure, by the word that main left', async () => {
  const { left } = await mainWasKilled();
  expect(await post({ state: { check: left } })).toBe(0);
  expect(checks()).toEqual(ended());
  expect(github.state.checkRuns[0]?.summary).toContain(`${github.serverUrl}/octo/project/actions/runs/7`);
});

test('a word is not needed: the event tells where to look', async () => {
  await mainWasKilled();
  expect(await post()).toBe(0);
  expect(checks()).toEqual(ended());
});

test('nor for a workflow that ran for another', async () => {
  await mainWasKilled();
  expect(await post({ event: ['workflow_run', workflowRunEvent(github, pull)] })).toBe(0);
  expect(checks()).toEqual(ended());
});

test('nor when the operator calls the check something else', async () => {
  await mainWasKilled('second opinion');
  expect(await post({ inputs: { config: 'pullRequests: { checkName: second opinion }' } })).toBe(0);
  expect(checks()).toEqual(ended());
});

test('main came to its end: nothing is asked and nothing is written', async () => {
  await mainWasKilled();
  const before = github.requests.length;
  expect(await post({ state: { done: 'true' } })).toBe(0);
  expect(github.requests.length).toBe(before);
});

test.each(['success', 'failure'] as const)('a check that ended with %s keeps its conclusion', async (conclusion) => {
  const { client, check, left } = await mainWasKilled();
  await completeCheck(client, {
    ...check,
    check: { name: 'docket', conclusion, title: 'Its own', summary: 'Its own.', annotations: [] },
  });
  await post({ state: { check: left } });
  await post();
  expect(checks()).toEqual([{ headCommit: pull.headCommit, status: 'completed', conclusion, title: 'Its own' }]);
});

test('main died before it began a check: there is nothing to do', async () => {
  expect(await post()).toBe(0);
  expect(checks()).toEqual([]);
  expect(printed).toContain('docket: nothing was left unfinished');
});

test('the check of another head stays as it is', async () => {
  await mainWasKilled();
  git.commit('next', { 'a.ts': 'three\n' });
  github.push(pull, 'change');
  expect(await post()).toBe(0);
  expect(checks().map(({ status }) => status)).toEqual(['in_progress']);
});

test('a check in a merge queue is found as well', async () => {
  const group = github.queue(pull);
  pull = { ...pull, headCommit: group.head };
  await mainWasKilled();
  expect(await post({ event: ['merge_group', github.payloads.mergeGroup(pull.repository, group)] })).toBe(0);
  expect(checks()).toEqual(ended());
});

test('a token that may not write is told of, with exit code 4', async () => {
  const { left } = await mainWasKilled();
  expect(await post({ state: { check: left }, permissions: { contents: 'read', checks: 'read' } })).toBe(4);
  expect(printed).toMatch(/^::error title=Docket::/m);
  expect(checks().map(({ status }) => status)).toEqual(['in_progress']);
});
