import { expect, test } from 'vitest';
import { acceptedKinds } from '../../../app/cli/accepted-kinds.ts';
import { InputError } from '../../../schemas/problem.ts';

test('kinds and globs, lists taken apart', () => {
  expect(acceptedKinds(['elixir, rust', 'src/{a,b}/**', '*'])).toEqual(['elixir', 'rust', 'src/{a,b}/**', '*']);
});

test.each([
  ['pyhton', /no kind of file "pyhton"/, /Did you mean python\?/],
  ['elixir,', null, null],
  ['', /no kind of file is named/, /^`docket plan` names/],
  [' , ', /no kind/, /docket plan/],
])('an entry that accepts nothing is told: %j', (entry, what, remedy) => {
  if (what === null) return expect(acceptedKinds([entry])).toEqual(['elixir']);
  const refused = expect(() => acceptedKinds([entry]));
  refused.toThrow(InputError);
  refused.toThrow(
    expect.objectContaining({ message: expect.stringMatching(what), remedy: expect.stringMatching(remedy) }),
  );
  return undefined;
});
