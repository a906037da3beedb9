import { describe, expect, test } from 'vitest';
import { type ConfigRequest, loadConfig } from '../../../app/config/load-config.ts';
import { InputError } from '../../../schemas/problem.ts';

const file = (text: string, where: string) => ({ text, where });
const load = (wish: Partial<ConfigRequest>) =>
  loadConfig({ environment: {}, repository: null, file: null, flags: [], ...wish });

const ALL = `
ignore: [NAME]
reviewers: {NAME: {required: false}}
pullRequests: {skipLabel: NAME}
comments: {maxInline: 3}
`;

describe('the file of a pull request, at the base branch and at the default branch', () => {
  const base = file(ALL.replaceAll('NAME', 'base'), 'docket.yml at release');
  const standard = file(ALL.replaceAll('NAME', 'standard').replace('3', '9'), 'docket.yml at main');

  test('rules count as they stand at the base, powers as they stand at the default branch', () => {
    const { config, origins } = load({ repository: base, defaultBranch: standard });
    expect(config.ignore).toEqual([]);
    expect(config.comments.maxInline).toBe(3);
    expect(config.pullRequests.skipLabel).toBe('standard');
    expect(origins.get('pullRequests.skipLabel')).toBe('docket.yml at main');
  });

  test('a base cannot give itself powers where the default branch has no file', () => {
    const { config } = load({ repository: base, defaultBranch: null });
    expect(config.reviewers).toEqual({ base: { enabled: true, required: true } });
    expect(config.pullRequests.skipLabel).toBe('docket:skip');
    expect(config.ignore).toEqual([]);
  });

  test('where there is no pull request, the one file says everything', () => {
    const { config } = load({ repository: base });
    expect(config.pullRequests.skipLabel).toBe('base');
    expect(config.reviewers).toHaveProperty('base');
  });

  test('the operator wins over both', () => {
    const flags = [{ origin: '--x', value: { pullRequests: { skipLabel: 'mine', approve: true } } }];
    const { config } = load({ repository: base, defaultBranch: standard, flags });
    expect(config.pullRequests).toMatchObject({ skipLabel: 'mine', approve: true, drafts: false });
  });

  test.each(['repository', 'defaultBranch'] as const)('an unusable file of the %s is refused', (where) => {
    const wish = { repository: base, defaultBranch: standard, [where]: file('nonsense: 1', 'docket.yml') };
    expect(() => load(wish)).toThrow(InputError);
  });
});

describe('the bar in the older scale', () => {
  const said = (text: string) => load({ repository: file(text, 'docket.yml') });

  test('is read as per mille, however small, and said', () => {
    const { config, origins, notices } = said('comments: {minimumConfidence: 3, maxInline: 2}\n');
    expect(config.comments).toMatchObject({ minimumPercent: 0.3, maxInline: 2 });
    expect(origins.get('comments.minimumPercent')).toBe('docket.yml');
    expect(notices).toEqual([expect.stringMatching(/^docket\.yml: comments\.minimumConfidence is per mille/)]);
  });

  test('says nothing in the new one, and is refused in both', () => {
    expect(said('comments: {minimumPercent: 30}\n').notices).toEqual([]);
    expect(said("coverage: {accept: [elixir, 'gen/**']}\n").notices).toEqual([]);
    expect(said('coverage: {accept: [eliksir]}\n').notices).toEqual([
      'docket.yml: coverage.accept names "eliksir", which is no kind of file and accepts nothing: did you mean elixir?',
    ]);
    expect(() => said('comments: {minimumPercent: 30, minimumConfidence: 300}\n')).toThrow(/two scales/);
  });
});
