import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeTestScript } from '../test-script/judge-test-script.ts';

/** Scripts of Go's tests that run downloads, leave the folder they are given, or leave checks out. */
export const testScripts = sidesCheck({
  id: 'test-scripts',
  judges: [{ kinds: ['test-script'], families: ['injection'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)testscripts\/.{1,300}\.txt$|\.txtar$/.test(newPath) : kind.id === 'test-script',
  judge: judgeTestScript,
});
