import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import type { CheckContext } from '../../reviewer.ts';
import { COMMIT, VERSION } from '../workflow/foreign-actions.ts';
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
  isFolded,
});

/** More workflows of the base are not read. */
const MOST_READ = 40;

/** So many actions of others by their commits are a habit. */
const HABIT = 3;

/**
 * Whether nobody there would say it: a branch, where the repository itself does not name most actions of others by their commits; a text
 * that an action of the repository's own workflows is handed by nobody else.
 */
async function isFolded(context: CheckContext, { rule, identity }: SideHazard, path: string): Promise<boolean> {
  if (rule === 'workflow-injection') return identity.startsWith('inputs.') && path.startsWith('.github/');
  if (rule !== 'unpinned-action') return false;
  const used = (await linesOfBase(context)).flatMap((line) => usedIn(line) ?? []).filter(isOfOthers);
  const pinned = used.filter((one) => COMMIT.test(one.split('@')[1] ?? '')).length;
  return pinned < HABIT || pinned * 2 <= used.length;
}

async function linesOfBase(context: CheckContext): Promise<string[]> {
  const paths = ((await context.list('old')) ?? []).filter((path) => PLACE.test(path)).slice(0, MOST_READ);
  const lines: string[] = [];
  for (const path of paths) {
    const content = await context.read(path, 'old');
    if (content.kind === 'text') lines.push(...content.text.split('\n'));
  }
  return lines;
}

/** Whether the repository follows that branch of that action elsewhere, or takes other actions by their versions: it has decided to. A warning is told all the same. */
async function isTrustedAlready(context: CheckContext, hazard: SideHazard, line: string): Promise<boolean> {
  const used = usedIn(line);
  if (hazard.rule !== 'unpinned-action' || hazard.severity !== 'suggestion' || used === null) return false;
  const others = (await linesOfBase(context)).map(usedIn);
  return others.some((one) => one === used || (one !== null && byVersion(used) && byVersion(one)));
}

/** Whether it is an action of others than GitHub, by a version. */
function byVersion(used: string): boolean {
  const [, ref = ''] = used.split('@');
  return VERSION.test(ref) && !ref.includes('$') && isOfOthers(used);
}

const isOfOthers = (used: string): boolean => !/^(?:actions|github)\/|^[.$]|^docker:/.test(used);

/** What a line of a workflow uses, with its branch; null where it uses nothing. */
function usedIn(line: string): string | null {
  const [, given = ''] = line.split('uses:', 2);
  const [used = ''] = given.replaceAll(/["']/g, '').trim().split(' ', 1);
  return used.includes('@') ? used : null;
}
