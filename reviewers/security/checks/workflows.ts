import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import type { CheckContext } from '../../reviewer.ts';
import { VERSION } from '../workflow/foreign-actions.ts';
import { judgeWorkflow } from '../workflow/judge-workflow.ts';

const KINDS: ReadonlySet<string> = new Set(['github-workflow', 'github-action']);
const PLACE = /^\.github\/(?:workflows|actions)\/.+\.ya?ml$|(?:^|\/)action\.ya?ml$/;

/** What workflows and actions of GitHub let strangers do. */
export const workflows = sidesCheck({
  id: 'workflows',
  judges: [{ kinds: ['github-workflow', 'github-action'], families: ['running-configuration'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? PLACE.test(newPath) : KINDS.has(kind.id)),
  isObeyed: (path) => PLACE.test(path),
  judge: judgeWorkflow,
  isUsual: isTrustedAlready,
});

/** More workflows of the base are not read. */
const MOST_READ = 40;

/** Whether the repository follows that branch of that action elsewhere, or takes other actions by their versions: it has decided to. A warning is told all the same. */
async function isTrustedAlready(context: CheckContext, hazard: SideHazard, line: string): Promise<boolean> {
  const used = usedIn(line);
  if (hazard.rule !== 'unpinned-action' || hazard.severity !== 'suggestion' || used === null) return false;
  const paths = ((await context.list('old')) ?? []).filter((path) => PLACE.test(path)).slice(0, MOST_READ);
  for (const path of paths) {
    const content = await context.read(path, 'old');
    if (content.kind !== 'text') continue;
    const others = content.text.split('\n').map(usedIn);
    if (others.some((one) => one === used || (byVersion(used) && one !== null && byVersion(one)))) return true;
  }
  return false;
}

/** Whether it is an action of others than GitHub, by a version. */
function byVersion(used: string): boolean {
  const [action = '', ref = ''] = used.split('@');
  return VERSION.test(ref) && !ref.includes('$') && !/^(?:actions|github)\/|^[.$]/.test(action);
}

/** What a line of a workflow uses, with its branch; null where it uses nothing. */
function usedIn(line: string): string | null {
  const [, given = ''] = line.split('uses:', 2);
  const [used = ''] = given.replaceAll(/["']/g, '').trim().split(' ', 1);
  return used.includes('@') ? used : null;
}
