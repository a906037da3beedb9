import { TEMPLATE_KINDS } from '../../changed-code/markup/dialects.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeTemplates } from '../templates/judge-templates.ts';

const KINDS: ReadonlySet<string> = new Set(TEMPLATE_KINDS);

/** Templates and pages that their language refuses, or that do something else than they seem to. */
export const templateSlips = sidesCheck({
  id: 'template-slips',
  isMine: ({ kind }) => kind !== undefined && KINDS.has(kind.id),
  judge: judgeTemplates,
});
