import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
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
});
