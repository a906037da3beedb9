import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const Permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));
const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const Workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: Permissions,
  jobs: z.record(
    z.string(),
    z.object({
      permissions: Permissions.optional(),
      needs: z.string().optional(),
      if: z.string().optional(),
      'timeout-minutes': z.int(),
      steps: z.array(Step).min(1),
    }),
  ),
});

const filesIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${folder}/${name}`)
    .toSorted();
const SETUPS = filesIn('docs/setups');
const OWN = filesIn('.github/workflows');
const read = (path: string) => Workflow.parse(parse(readFileSync(join(ROOT, path), 'utf8')));
const jobsOf = (path: string) => Object.values(read(path).jobs);
const stepsOf = (path: string) => jobsOf(path).flatMap(({ steps }) => steps);

test('the documented set-ups and our own workflows are all looked at', () => {
  expect(SETUPS).toEqual([
    'docs/setups/by-hand.yml',
    'docs/setups/commands.yml',
    'docs/setups/forks-by-workflow-run/announce.yml',
    'docs/setups/forks-by-workflow-run/review.yml',
    'docs/setups/forks.yml',
    'docs/setups/merge-queue.yml',
    'docs/setups/nightly.yml',
    'docs/setups/pull-requests.yml',
  ]);
  expect(OWN).toEqual(['.github/workflows/ci.yml', '.github/workflows/release.yml', '.github/workflows/review.yml']);
});

test.each([...SETUPS, ...OWN])('%s hands no checkout a token', (path) => {
  const checkouts = stepsOf(path).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  const kept = checkouts.filter(({ with: inputs }) => inputs?.['persist-credentials'] !== false);
  expect(kept).toEqual([]);
});

test.each([...SETUPS, ...OWN])('%s puts no expression into a command', (path) => {
  expect(stepsOf(path).filter(({ run }) => run?.includes('${{'))).toEqual([]);
});

/** What each set-up may do, and nothing else. */
const REVIEWING = { contents: 'read', 'pull-requests': 'write', checks: 'write' };
test.each([
  ['docs/setups/pull-requests.yml', REVIEWING],
  ['docs/setups/forks.yml', REVIEWING],
  ['docs/setups/forks-by-workflow-run/review.yml', REVIEWING],
  ['docs/setups/forks-by-workflow-run/announce.yml', undefined],
  ['docs/setups/commands.yml', REVIEWING],
  ['docs/setups/by-hand.yml', REVIEWING],
  ['docs/setups/merge-queue.yml', { contents: 'read', 'pull-requests': 'read', checks: 'write' }],
  ['.github/workflows/review.yml', REVIEWING],
])('%s may do what it needs', (path, needed) => {
  expect(read(path).permissions).toEqual({});
  expect(jobsOf(path).map(({ permissions }) => permissions)).toEqual([needed]);
});

test('what begins at night may begin reviews and write nothing; what reviews waits for its batch no longer than its job may run', () => {
  const [begin, review] = jobsOf('docs/setups/nightly.yml');
  expect([begin?.permissions, review?.permissions]).toEqual([{ 'pull-requests': 'read', actions: 'write' }, REVIEWING]);
  const [action] = review?.steps ?? [];
  expect(Number(action?.with?.['batch'])).toBeLessThan(review?.['timeout-minutes'] ?? 0);
});

test.each(SETUPS)('%s runs Docket and nothing else', (path) => {
  // A step with a command is one of the runner's own program.
  const steps = stepsOf(path).map(({ uses, run }) => uses ?? run?.split(' ')[0]);
  const docket = 'OWNER/docket@v0';
  const begins = path.endsWith('announce.yml') ? ['true'] : path.endsWith('nightly.yml') ? ['gh', docket] : [docket];
  expect(steps).toEqual(begins);
});

test('the release writes only where nothing from npm runs', () => {
  const { verify, release } = read('.github/workflows/release.yml').jobs;
  expect(verify?.permissions).toEqual({ contents: 'read' });
  expect(release?.permissions).toEqual({ contents: 'write', 'id-token': 'write', attestations: 'write' });
  const commands = (release?.steps ?? []).flatMap(({ run }) => run ?? []).join('\n');
  expect(commands).not.toMatch(/\bnpm\b|\bnode\b/);
  expect(release?.steps.some(({ uses }) => uses?.startsWith('actions/checkout@'))).toBe(false);
});

test('what is published was attested before, and every job of a release may do one thing', () => {
  const { npm, image, ...others } = read('.github/workflows/release.yml').jobs;
  expect(Object.keys(others)).toEqual(['verify', 'release']);
  expect(npm?.permissions).toEqual({ 'id-token': 'write' });
  expect(npm?.needs).toBe('release');
  const commands = (npm?.steps ?? []).flatMap(({ run }) => run ?? []).join('\n');
  expect(commands).toContain('--provenance');
  // Nothing is built or installed beside the identity that publishes.
  expect(commands).not.toMatch(/\bnpm (?:ci|i|install|run|test|pack)\b|\bnode\b/);
  expect(npm?.steps.some(({ uses }) => uses?.startsWith('actions/checkout@'))).toBe(false);
  expect(image?.permissions).toEqual({
    contents: 'read',
    packages: 'write',
    'id-token': 'write',
    attestations: 'write',
  });
  const build = image?.steps.find(({ uses }) => uses?.startsWith('docker/build-push-action@'));
  expect(build?.with).toMatchObject({ platforms: 'linux/amd64,linux/arm64', sbom: true, provenance: 'mode=max' });
  // Without a place that was named for it nothing is published.
  expect([npm?.if, image?.if]).toEqual(["vars.NPM_NAME_IS_OURS == 'true'", "vars.IMAGE != ''"]);
});

test('our own review runs the program of the base branch', () => {
  const checkout = stepsOf('.github/workflows/review.yml').find(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(read('.github/workflows/review.yml').on).toHaveProperty('pull_request_target');
  expect(Object.keys(checkout?.with ?? {})).toEqual(['persist-credentials']);
});

test.each(SETUPS)('the guide shows where %s is', (path) => {
  expect(readFileSync(join(ROOT, 'docs/action.md'), 'utf8')).toContain(path.replace('docs/', ''));
});
