import { expect, test } from 'vitest';
import { withThreadLinks } from '../../../forge/github/publish/thread-links.ts';
import type { PostedThread } from '../../../forge/github/read/posted-state.ts';
import { aMark, numbered } from '../../app/output/github/build-publication.ts';

const PULL = 'https://github.com/acme/shop/pull/5';

function posted(at: number, url: string): PostedThread {
  const mark = aMark(numbered(at));
  const first = { id: `c${at}`, number: at, body: '', text: '', written: mark, mark, url };
  return {
    id: `t${at}`,
    isResolved: false,
    isOnFile: false,
    isPending: false,
    review: null,
    first,
    answers: [],
    hasOthers: false,
  };
}

test.each([
  ['a comment that is there', `[x](${PULL}/files?docket=c-1#diff-aaR3) end`, `[x](${PULL}#discussion_r1) end`],
  ['one that is not', `[x](${PULL}/files?docket=c-11#diff-aaR3)`, `[x](${PULL}/files?docket=c-11#diff-aaR3)`],
  [
    'another pull request',
    '[x](https://github.com/a/b/pull/5/files?docket=c-1#d)',
    '[x](https://github.com/a/b/pull/5/files?docket=c-1#d)',
  ],
  ['one whose address would end the link', `[x](${PULL}/files?docket=c-2#d)`, `[x](${PULL}/files?docket=c-2#d)`],
  ['words alone', 'no link', 'no link'],
])('leads to %s', (_what, body, expected) => {
  const threads = [posted(1, `${PULL}#discussion_r1`), posted(2, `${PULL}#x) [evil](https://evil.example`)];
  expect(withThreadLinks(body, { threads })).toBe(expected);
});
