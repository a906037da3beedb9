import { EVIDENCE_PACK } from '../../../schemas/model-call.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import { patchText } from '../prompt/patch-text.ts';
import { rankFiles, type RankOptions } from '../prompt/rank-files.ts';
import { estimateTokens } from '../prompt/token-estimate.ts';
import type { ToolWorld } from '../tools/tool.ts';
import type { Recorded } from '../tools/toolbox.ts';
import { gatherPieces } from './gather-pieces.ts';
import { type PackPiece, pieceText, pieceTokens } from './piece.ts';

/** Grows with every change of what is picked or how it is shown. */
export const PACK_VERSION = 1;
/** However large the change: what stands beside it must not drown it. */
const MOST_TOKENS = 8_000;
/** Of a model's context, in per cent: a small one needs its room for the patch. */
const CONTEXT_SHARE = 6;
/** Less is not worth a heading. */
const LEAST_TOKENS = 120;

const INTRODUCTION = `# What stands around the change
Unchanged code of this repository that the change touches or is touched by, found by name: callers of what changed, definitions of what it calls, a sibling, tests, earlier changes. It may be incomplete, and names can be shared by chance: look up what you need beyond it.`;

export interface EvidencePackOptions extends RankOptions {
  readonly world: ToolWorld;
  readonly capability: Pick<ModelCapability, 'contextTokens'>;
  /** Writes down what was read, and has it again from an earlier run over the same content. */
  readonly recorded: Recorded;
}

/**
 * Code from outside of the patch that a reviewer needs to prove a claim, made from git objects before any model is asked; it takes no more
 * tokens than the patches do. Empty where the source has no trees or nothing is found.
 */
export async function evidencePack(options: EvidencePackOptions): Promise<string> {
  const { world, capability, recorded } = options;
  const ranked = rankFiles(withoutNoise(world.changeSet.files), options).map(({ file }) => file);
  const patches = ranked.reduce((sum, file) => sum + estimateTokens(patchText(file).text), 0);
  const budget = Math.min(MOST_TOKENS, patches, Math.floor((capability.contextTokens * CONTEXT_SHARE) / 100));
  if (budget < LEAST_TOKENS) return '';
  const answer = await recorded(EVIDENCE_PACK, { version: PACK_VERSION, budget }, async () => {
    const pieces = fitting(await gatherPieces(world, ranked), budget);
    const text = pieces.length === 0 ? '' : [INTRODUCTION, ...pieces.map(pieceText)].join('\n\n');
    return { text, isError: false };
  });
  return answer.text;
}

/** In order, for as long as they fit; smaller ones behind one that does not fit are still taken. */
function fitting(pieces: readonly PackPiece[], budget: number): PackPiece[] {
  let left = budget - estimateTokens(INTRODUCTION);
  return pieces.filter((piece) => {
    const tokens = pieceTokens(piece) + 1;
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}
