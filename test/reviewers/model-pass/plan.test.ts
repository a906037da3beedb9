import { expect, test } from 'vitest';
import { planModelPass, type PlanModelPassOptions } from '../../../reviewers/model-pass/plan.ts';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { QUALITY_BRIEF } from '../../../reviewers/quality/brief.ts';
import { addedFile, reviewerOf } from './builders.ts';

const SEVEN = ['security', 'quality', 'performance', 'documentation', 'release', 'policy', 'agents-md'];
const plan = (options: Partial<PlanModelPassOptions>) =>
  planModelPass({
    tier: 'full',
    config: DEFAULT_CONFIG,
    reviewers: SEVEN.map(reviewerOf),
    choice: { kind: 'chosen' },
    change: { files: [addedFile('src/a.ts', ['x'])], guidance: [], policy: DEFAULT_CONFIG.policy },
    ...options,
  });
const shown = (options: Partial<PlanModelPassOptions>) =>
  plan(options).tasks.map(({ reviewers, model }) => `${reviewers.join('+')} on ${model}`);

test('a trivial change gets one light call for three', () => {
  expect(shown({ tier: 'trivial' })).toEqual(['security+quality+release on light']);
});

test('a small change gets four conversations on the standard model', () => {
  expect(shown({ tier: 'lite' })).toEqual(
    ['security', 'quality', 'documentation', 'release'].map((id) => `${id} on standard`),
  );
});

test('any other change gets all seven', () => {
  expect(shown({})).toEqual(SEVEN.map((id) => `${id} on standard`));
});

test('the operator may give a reviewer a tier or a model, also in a trivial change', () => {
  const config = { ...DEFAULT_CONFIG, reviewerModels: { security: 'deep' as const, release: 'local/qwen' } };
  expect(shown({ tier: 'trivial', config })).toEqual(['quality on light', 'security on deep', 'release on local/qwen']);
  expect(shown({ tier: 'lite', config })).toContain('security on deep');
});

test('the configuration says whose halves run', () => {
  const config = { ...DEFAULT_CONFIG, modelHalves: { ...DEFAULT_CONFIG.modelHalves, full: ['policy', 'unknown'] } };
  expect(shown({ config })).toEqual(['policy on standard']);
});

test('a reviewer without a brief, or that does not run, has no model half', () => {
  const { brief: _brief, ...without } = reviewerOf('security');
  expect(shown({ tier: 'lite', reviewers: [without, reviewerOf('quality')] })).toEqual(['quality on standard']);
});

test('without a model nothing is planned; with one that cannot be used everything is, and said to be impossible', () => {
  expect(plan({ choice: { kind: 'none' } })).toMatchObject({ tasks: [], unusable: null });
  const unusable = plan({ choice: { kind: 'unusable', reason: 'no key in ANTHROPIC_API_KEY' } });
  expect(unusable.unusable).toBe('no key in ANTHROPIC_API_KEY');
  expect(unusable.tasks).toHaveLength(7);
});

test('a half that is left out pays for a second reading, and only where a brief has angles for one', () => {
  const angled = { ...reviewerOf('quality'), brief: { ...QUALITY_BRIEF } };
  const idle = (id: string) => ({ ...reviewerOf(id), brief: { ...QUALITY_BRIEF, notAsked: () => 'nothing' } });
  const readings = (reviewers: PlanModelPassOptions['reviewers'], tier: 'full' | 'trivial' = 'full') =>
    plan({ reviewers, tier }).tasks.map(({ reviewers: [id], angles = [] }) => `${id} ${angles.length}`);
  expect(readings([angled, idle('release')])).toEqual(['quality 0', 'quality 6']);
  expect(readings([angled, reviewerOf('release')])).toEqual(['quality 0', 'release 0']);
  expect(readings([angled, idle('release')], 'trivial')).toEqual(['quality 0']);
  expect(readings([reviewerOf('security'), idle('release')])).toEqual(['security 0']);
});

test('a half with nothing to look at is left out, with the reason; one whose own function fails is asked', () => {
  const answering = (id: string, notAsked: () => string | null) => {
    const reviewer = reviewerOf(id);
    return { ...reviewer, ...(reviewer.brief !== undefined && { brief: { ...reviewer.brief, notAsked } }) };
  };
  const reviewers = [
    answering('security', () => null),
    answering('release', () => 'no manifest changed'),
    answering('policy', () => {
      throw new Error('broken');
    }),
  ];
  const planned = plan({ reviewers });
  expect(planned.tasks.map((task) => task.reviewers[0])).toEqual(['security', 'policy']);
  expect(planned.notAsked).toEqual([{ reviewer: 'release', reason: 'no manifest changed' }]);
  expect(plan({ reviewers, choice: { kind: 'none' } }).notAsked).toEqual([]);
});

test('nobody is asked, or paid, about a change without a file', () => {
  const change = { files: [], guidance: ['AGENTS.md'], policy: DEFAULT_CONFIG.policy };
  for (const tier of ['trivial', 'full'] as const) {
    const { tasks, notAsked } = plan({ tier, change });
    expect(tasks).toEqual([]);
    expect(notAsked).toContainEqual({ reviewer: 'security', reason: 'no file is changed' });
  }
});
