import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analysisEnvironment } from '../../../app/analyse/environment.ts';
import { runs } from '../../support/soak.ts';

const SECRETS = {
  GITHUB_TOKEN: 's',
  GH_TOKEN: 's',
  ACTIONS_RUNTIME_TOKEN: 's',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's',
  AWS_SECRET_ACCESS_KEY: 's',
  INPUT_TOKEN: 's',
  RUNNER_TEMP: 's',
  NPM_TOKEN: 's',
  DOCKET_HISTORY: 's',
  OPENAI_API_KEY: 's',
};

test('the key of the model that is asked goes in, nothing else that is secret', () => {
  const raw = { ...SECRETS, PATH: '/bin', HOME: '/home/a', ANTHROPIC_API_KEY: 'k' };
  expect(analysisEnvironment(raw, ['ANTHROPIC_API_KEY'])).toEqual({
    PATH: '/bin',
    HOME: '/home/a',
    ANTHROPIC_API_KEY: 'k',
  });
});

test('where the system tells no letters apart, as Windows, a variable is found under whatever it was set with', () => {
  const set: Record<string, string> = { Path: '/bin', SystemRoot: '/windows' };
  const nameOf = (name: string | symbol) =>
    Object.keys(set).find((one) => one.toLowerCase() === String(name).toLowerCase());
  const raw = new Proxy(set, { get: (_, name) => set[nameOf(name) ?? ''] });
  expect(analysisEnvironment(raw, [])).toEqual({ PATH: '/bin', SYSTEMROOT: '/windows' });
});

test('a token of the platform cannot be named as the key of a model', () => {
  expect(analysisEnvironment(SECRETS, Object.keys(SECRETS))).toEqual({
    NPM_TOKEN: 's',
    DOCKET_HISTORY: 's',
    OPENAI_API_KEY: 's',
  });
});

test('no variable gets in that is neither allowed nor a key', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), fc.array(fc.string()), (raw, keys) => {
      const before = new Set(Object.keys(analysisEnvironment({}, keys)));
      for (const name of Object.keys(analysisEnvironment({ ...SECRETS, ...raw }, keys))) {
        const known =
          ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TEMP', 'TMP'].includes(name) ||
          /proxy|^SSL_|^NODE_|^XDG_|^SUDO|^SYSTEM|^USERPROFILE/i.test(name);
        expect(known || (keys.includes(name) && !before.has(name)), name).toBe(true);
      }
    }),
    { numRuns: runs(200, 20_000) },
  );
});
