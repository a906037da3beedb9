import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeInstructions } from '../agents/judge-instructions.ts';

/** Instructions by which coding agents run downloads, give credentials away, or leave out what guards the repository. */
export const agentInstructions = sidesCheck({
  id: 'agent-instructions',
  judges: [{ kinds: ['agent-instructions'], families: ['running-configuration'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)(?:AGENTS|CLAUDE|GEMINI|SKILL)\.md$/.test(newPath) : kind.id === 'agent-instructions',
  judge: judgeInstructions,
});
