import { expect, test } from 'vitest';
import { acceptedKinds } from '../../../app/cli/accepted-kinds.ts';
import { InputError } from '../../../schemas/problem.ts';

test('kinds and globs, lists taken apart', () => {
  expect(acceptedKinds(['elixir, rust,', 'src/{a,b}/**', '*'])).toEqual(['elixir', 'rust', 'src/{a,b}/**', '*']);
});

test.each([
  ['pyhton', /no kind of file "pyhton"/, /Did you mean python\?/],
  ['', /no kind of file is named/, /^`docket plan` names/],
  [' , ', /no kind of file is named/, /docket plan/],
])('an entry that accepts nothing is told: %j', (entry, what, remedy) => {
  const accepting = () => acceptedKinds([entry]);
  expect(accepting).toThrow(InputError);
  expect(accepting).toThrow(
    expect.objectContaining({ message: expect.stringMatching(what), remedy: expect.stringMatching(remedy) }),
  );
});
