import { expect, it } from 'vitest';
import { historyPath } from '../../../history/file/location.ts';
import { InputError } from '../../../schemas/problem.ts';

const place = { override: null, commonDir: null, env: { HOME: '/home/me' }, key: '/work trees/my project' };

it.each([
  ['the operator’s choice wins', { override: '/x/h.db', commonDir: '/repo/.git' }, /^\/x\/h\.db$/],
  ['the git common directory', { commonDir: '/repo/.git' }, /^\/repo\/\.git\/docket\/history\.db$/],
  ['the user’s state', {}, /^\/home\/me\/\.local\/state\/docket\/my-project-[0-9a-f]{16}\/history\.db$/],
  [
    'XDG',
    { env: { HOME: '/home/me', XDG_STATE_HOME: '/state' } },
    /^\/state\/docket\/my-project-[0-9a-f]{16}\/history\.db$/,
  ],
  ['XDG, but relative', { env: { HOME: '/home/me', XDG_STATE_HOME: 'state' } }, /^\/home\/me\/\.local\/state\//],
  ['a hostile key', { key: '/../..' }, /^\/home\/me\/\.local\/state\/docket\/[\w-]+\/history\.db$/],
])('%s', (_name, change, path) => {
  expect(historyPath({ ...place, ...change })).toMatch(path);
});

it('gives two keys two folders', () => {
  expect(historyPath({ ...place, key: '/a/b' })).not.toBe(historyPath({ ...place, key: '/c/b' }));
});

it('says what to do when there is no place', () => {
  expect(() => historyPath({ ...place, env: {} })).toThrow(InputError);
});
