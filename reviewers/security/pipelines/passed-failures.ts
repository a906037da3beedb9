import type { SideHazard } from '../../changed-code/sides/judgement.ts';

/** What makes a command end well however it ends. */
const PASSED = /\s*(?:\|\|\s*(?:true|:|exit 0|echo\b[^|&;]{0,200})|;\s*(?:true|exit 0))\s*["']?$/;
const WITHOUT_DASH = /^\s*(?:- )?["']?/;

/** Commands of a pipeline that stood there, and whose failure is passed over from now on; steps of AppVeyor that test and are gone. */
export function lostFailures(base: string, head: string): readonly SideHazard[] {
  const before = new Set(base.split('\n').map(bare));
  const now = head.split('\n').map(bare);
  const passed = now.flatMap((line, index): SideHazard[] => {
    const command = line.slice(0, 2000).replace(PASSED, '');
    const isPassed = command !== line && command !== '' && before.has(command) && !now.includes(command);
    return isPassed ? [lost(`\`${command.slice(0, 80)}\` fails without a word from now on`, index + 1)] : [];
  });
  const isGone = /^test_script:/m.test(base) && !/^test(?:_script)?:/m.test(head);
  return isGone ? [...passed, lost('The step that tests is gone', 1)] : passed;
}

const bare = (line: string): string => line.replace(WITHOUT_DASH, '').replace(/["']?\s*$/, '');

/** Folded: of some commands nobody needs to know how they end. */
function lost(title: string, line: number): SideHazard {
  return {
    rule: 'security-check-off',
    identity: title,
    lines: [line],
    title,
    explanation: 'The job is green whatever was found. Let it fail, or name the one failure that is meant.',
    failureScenario: {
      description: 'A change breaks what this command looks at; the job stays green, and it is merged.',
    },
    severity: 'suggestion',
    confidence: 200,
  };
}
