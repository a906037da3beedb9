import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeCheck } from '../../../forge/github/checks/complete-check.ts';
import { startCheck } from '../../../forge/github/checks/start-check.ts';
import type { Annotation, PlannedCheck } from '../../../schemas/publication.ts';
import { Scene } from './publishing-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.close());

const repository = { owner: 'octo', name: 'project' };

function notes(count: number, title = 'Note'): Annotation[] {
  const at = (index: number) => ({ path: 'a.ts', startLine: index + 1, endLine: index + 1 });
  return Array.from({ length: count }, (_, index) => ({ ...at(index), level: 'notice', title, message: 'Note.' }));
}

function check(name: string, of: Partial<PlannedCheck> = {}): PlannedCheck {
  return { name, conclusion: 'success', title: 'Fine', summary: 'All is fine.', annotations: [], ...of };
}

function runsOf(name: string) {
  return scene.github.state.checkRuns.filter((run) => run.name === name);
}

const start = async (name: string, of = {}) =>
  (await startCheck(scene.client(), { repository, head: scene.head, name, ...of }))?.id ?? null;
const complete = (of: PlannedCheck, id?: number | null) =>
  completeCheck(scene.client(), { repository, head: scene.head, check: of, id });

describe('starting', () => {
  it('makes one run, and finds it again', async () => {
    const first = await start('start', { detailsUrl: 'https://example.com/run' });
    const second = await start('start');

    expect(second).toBe(first);
    expect(runsOf('start')).toMatchObject([
      { status: 'in_progress', externalId: `docket/${scene.head}`, detailsUrl: 'https://example.com/run' },
    ]);
  });

  it('opens a finished run again, unless it has annotations', async () => {
    const first = await start('again');
    await complete(check('again'));
    const second = await start('again');
    await complete(check('again', { annotations: notes(1) }));
    const third = await start('again');

    expect([second === first, third === first]).toEqual([true, false]);
    expect(runsOf('again').map(({ status }) => status)).toEqual(['completed', 'in_progress']);
  });

  it('makes no second run when the answer is lost', async () => {
    const fault = scene.github.fault({ when: { method: 'POST', path: /check-runs$/ }, kind: 'cut', effect: 'after' });
    const id = await start('lost');
    fault.cancel();

    expect(runsOf('lost').map((run) => run.id)).toEqual([id]);
  });

  it('answers null where the token may not, and says so', async () => {
    const texts: string[] = [];
    const github = scene.client('run', { permissions: { contents: 'read' } });

    expect(
      await startCheck(github, { repository, head: scene.head, name: 'none', onNotice: (text) => texts.push(text) }),
    ).toBeNull();
    expect(texts).toEqual([expect.stringContaining('No check run')]);
  });

  it('does not take a run of somebody else for ours', async () => {
    await start('theirs');
    const [run] = runsOf('theirs');
    if (run !== undefined) run.externalId = 'other';

    expect(await start('theirs')).not.toBe(run?.id);
  });
});

describe('completing', () => {
  it.each([0, 1, 50, 51, 120])('%i annotations, 50 a request, before the conclusion', async (count) => {
    const name = `many-${count}`;
    const id = await start(name);
    const before = scene.github.requests.length;

    const done = await complete(check(name, { conclusion: 'failure', annotations: notes(count) }), id);

    const [run, ...others] = runsOf(name);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure', title: 'Fine', summary: 'All is fine.' });
    expect(run?.annotations).toHaveLength(count);
    expect(done).toMatchObject({ url: expect.stringContaining(String(id)), reduced: false });
    const writes = scene.github.requests.slice(before).filter((one) => one.method === 'PATCH');
    expect(writes).toHaveLength(Math.max(1, Math.ceil(count / 50)));
  });

  it('says nothing twice when it is asked twice', async () => {
    const wanted = check('twice', { annotations: notes(60) });
    await complete(wanted);
    const before = scene.github.requests.length;

    await complete(wanted);

    expect(runsOf('twice').map((run) => run.annotations.length)).toEqual([60]);
    expect(scene.github.requests.slice(before).filter((one) => one.method !== 'GET' && one.kind === 'rest')).toEqual(
      [],
    );
  });

  it('lets a new run stand for one whose annotations are no longer true', async () => {
    await complete(check('stale', { conclusion: 'failure', annotations: notes(2, 'Old') }));

    await complete(check('stale', { annotations: notes(1, 'New') }));

    expect(runsOf('stale').map((run) => [run.conclusion, run.annotations.length])).toEqual([
      ['failure', 2],
      ['success', 1],
    ]);
  });

  it('ends the run that it made where the list does not show it yet', async () => {
    const stale = { total_count: 0, check_runs: [] };
    const when = { method: 'GET', path: /check-runs$/ };
    const fault = scene.github.fault({ when, times: 2, kind: 'status', status: 200, body: stale });

    await complete(check('late'));
    fault.cancel();

    expect(runsOf('late').map(({ status, conclusion }) => [status, conclusion])).toEqual([['completed', 'success']]);
  });

  it('closes older runs of the commit that nobody ended', async () => {
    await start('dangling');
    const [run] = runsOf('dangling');
    if (run !== undefined)
      run.annotations.push({ path: 'a.ts', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'Old.' });

    await complete(check('dangling', { conclusion: 'failure' }));

    expect(runsOf('dangling').map(({ status, conclusion }) => [status, conclusion])).toEqual([
      ['completed', 'failure'],
      ['completed', 'failure'],
    ]);
  });

  it('leaves no check waiting when GitHub refuses its text', async () => {
    const done = await complete(check('refused', { summary: 'x'.repeat(70_000), annotations: notes(1) }));

    expect(done.reduced).toBe(true);
    expect(runsOf('refused')).toMatchObject([{ status: 'completed', conclusion: 'success', annotations: [] }]);
    scene.github.takeViolations();
  });
});
