import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gate } from '../../../app/pull-request/gate.ts';
import { fitsName } from '../../../app/pull-request/name-pattern.ts';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { runs } from '../../support/soak.ts';
import { Scene, type Wish } from './scene.ts';

const configured = (pullRequests: object): Wish => ({
  base: {
    'src/find.js': 'export const find = (name) => name;\n',
    '.github/docket.yml': JSON.stringify({ pullRequests }),
  },
});

async function opened(wish: Wish): Promise<Scene> {
  const scene = await Scene.open(wish);
  onTestFinished(() => scene.close());
  return scene;
}

describe('what the configuration of the default branch leaves out gets no check', () => {
  it.each<readonly [string, object, RegExp]>([
    ['without the label that is needed', { requiredLabel: 'ready' }, /lacks the label ready/],
    ['into another base', { baseBranches: ['release/*'] }, /its base is main/],
    ['by its title', { skipTitles: ['FIND'] }, /its title has/],
    ['because nobody asked', { onRequest: true }, /on request/],
  ])('%s, and is reviewed when somebody asks', async (_, pullRequests, reason) => {
    const scene = await opened(configured(pullRequests));
    expect(await scene.happened('opened')).toMatchObject({ kind: 'skipped', reason: expect.stringMatching(reason) });
    expect([scene.reviews(), scene.github.state.checkRuns]).toEqual([[], []]);
    await scene.says('grace', '/docket review');
    expect(scene.reviews()).toHaveLength(1);
  });

  it('and is reviewed when the label that is needed is put on', async () => {
    const scene = await opened({ ...configured({ requiredLabel: 'ready' }), labels: ['ready'] });
    expect(await scene.happened('labeled', { label: { name: 'ready' } })).toMatchObject({ kind: 'reviewed' });
  });

  it('but not by hand when it has the label that says no', async () => {
    const scene = await opened({ ...configured({ onRequest: true }), labels: ['docket:skip'] });
    const { repository } = scene.github.payloads.pullRequest('opened', scene.pull);
    const asked = { inputs: { 'pull-request': String(scene.pull.number) }, repository };
    expect(await scene.deliver('workflow_dispatch', asked)).toMatchObject({ kind: 'skipped' });
  });
});

it('whatever the author of a pull request writes, no check of an unreviewed head passes', () => {
  const text = fc.string({ maxLength: 30 });
  const names = fc.array(
    text.filter((value) => value.trim() !== ''),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(
      fc.record({
        config: fc.record({
          onRequest: fc.boolean(),
          requiredLabel: fc.option(text),
          baseBranches: names,
          skipTitles: names,
          drafts: fc.boolean(),
          bots: fc.boolean(),
        }),
        pull: fc.record({ draft: fc.boolean(), title: text, isBot: fc.boolean(), base: text }),
        baseChanged: fc.boolean(),
        pausedBy: fc.option(text),
      }),
      ({ config, pull, baseChanged, pausedBy }) => {
        const { draft, title, isBot, base } = pull;
        const closed = gate({
          pull: {
            state: 'open',
            labels: [],
            draft,
            title,
            author: { login: 'mallory', isBot },
            base: { branch: base, commit: 'b'.repeat(40) },
          },
          config: { ...DEFAULT_CONFIG.pullRequests, ...config },
          label: null,
          pausedBy,
          asked: false,
          baseChanged,
        });
        expect(closed?.check?.conclusion ?? 'none').not.toBe('success');
      },
    ),
    { numRuns: runs(500, 20_000) },
  );
});

describe('the pattern of a branch', () => {
  it.each<readonly [string, string, boolean]>([
    ['main', 'main', true],
    ['main', 'feature/main', false],
    ['release/*', 'release/1.0/x', true],
    ['release/*', 'release', false],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['v*.x', 'v1.x', true],
    ['**', 'x', true],
  ])('%s and %s: %s', (pattern, name, fits) => {
    expect(fitsName(pattern, name)).toBe(fits);
  });

  it('fits what it was made from, by putting stars into a name', () => {
    const part = fc.string({ maxLength: 8 }).filter((value) => !value.includes('*'));
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part), { maxLength: 5 }), (parts) => {
        const pattern = parts.map(([kept]) => kept).join('*');
        const name = parts.map(([kept, filled], at) => (at === parts.length - 1 ? kept : kept + filled)).join('');
        expect(fitsName(pattern, name)).toBe(true);
      }),
      { numRuns: runs(500, 20_000) },
    );
  });
});
