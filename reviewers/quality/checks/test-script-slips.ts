import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeTestScriptSlips } from '../test-script/test-script-slips.ts';

/** Where a script of Go's tests asks something else than it seems to, or cannot be read. */
export const testScriptSlips = sidesCheck({
  id: 'test-script-slips',
  judges: [{ kinds: ['test-script'], families: ['correctness'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)testscripts\/.{1,300}\.txt$|\.txtar$/.test(newPath) : kind.id === 'test-script',
  judge: judgeTestScriptSlips,
});
