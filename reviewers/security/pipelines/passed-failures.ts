import type { SideHazard } from '../../changed-code/sides/judgement.ts';

/** What makes a command end well however it ends. */
const PASSED = /(?:\|\|\s*(?:true|:|exit 0|echo\b[^|&;]{0,200})|;\s*(?:true|exit 0))$/;
const WITHOUT_DASH = /^\s*(?:- )?(?:(?:ps|pwsh|cmd|sh|bash|script): )?["']?/;

/** Commands of a pipeline that stood there, and whose failure is passed over from now on; steps of AppVeyor that test and are gone. */
export function lostFailures(base: string, head: string): readonly SideHazard[] {
  const before = new Set(base.split('\n').map(bare));
  const now = head.split('\n').map(bare);
  const standing = new Set(now);
  const passed = now.flatMap((line, index): SideHazard[] => {
    const command = line.replace(PASSED, '').trimEnd();
    const isPassed = command !== line && command !== '' && before.has(command) && !standing.has(command);
    return isPassed ? [lost(`\`${command.slice(0, 80)}\` fails without a word from now on`, index + 1)] : [];
  });
  return [...passed, ...stepsGone(base, head).map((what) => lost(what, 1))];
}

/** A step that tests; steps and conditions of Cirrus, whose tasks are as many as before; a publication that pull requests had not. */
function stepsGone(base: string, head: string): string[] {
  const fewer = (what: RegExp): boolean => countOf(what, head) < countOf(what, base);
  const tasks = countOf(TASK, base);
  const isSame = tasks > 0 && tasks === countOf(TASK, head);
  return [
    ...(fewer(/^test_script:/gm) && !/^test:/m.test(head) ? ['The step that tests is gone'] : []),
    ...(isSame && fewer(/^\s{1,20}(?:\w{1,80}_)?script:/gm) ? ['A step of a task is gone'] : []),
    ...(isSame && !fewer(CONDITION) && countOf(CONDITION, head) > countOf(CONDITION, base)
      ? ['A task runs less often than before']
      : []),
    ...(fewer(/^\s{1,20}disable_publish_on_pr: true/gm) ? ['What a pull request builds is published'] : []),
    ...(countOf(/^[ \t]{0,40}- set \+e[ \t]{0,40}$/gm, head) > countOf(/^[ \t]{0,40}- set \+e[ \t]{0,40}$/gm, base)
      ? ['Commands behind `set +e` fail without a word']
      : []),
  ];
}

const TASK = /^(?:\w{1,80}_)?task:/gm;
/** Conditions of Cirrus. */
const CONDITION = /^\s{1,20}(?:skip|only_if):/gm;

function countOf(what: RegExp, text: string): number {
  return text.match(what)?.length ?? 0;
}

/** A command without the marks around it; of a longer line its beginning. */
const bare = (line: string): string =>
  line.slice(0, 2000).trimEnd().replace(WITHOUT_DASH, '').replace(/["']$/, '').trimEnd();

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
