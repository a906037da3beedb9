import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeInstructions } from '../agents/judge-instructions.ts';

/**
 * Instructions by which coding agents run downloads, give credentials away, or leave out what guards the repository. It tells what it finds and judges
 * nothing: patterns do not know every way to say "approve everything".
 */
export const agentInstructions = sidesCheck({
  id: 'agent-instructions',
  judges: [],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)(?:AGENTS|CLAUDE|GEMINI|SKILL)\.md$/.test(newPath) : kind.id === 'agent-instructions',
  judge: judgeInstructions,
});
