import { createHash } from 'node:crypto';
import { EVIDENCE_PACK } from '../../../schemas/model-call.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { type ModelCapability, promptForm } from '../../../schemas/model.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import { patchText } from '../prompt/patch-text.ts';
import { rankFiles, type RankOptions } from '../prompt/rank-files.ts';
import { withSurroundings } from '../prompt/surroundings.ts';
import { estimateTokens } from '../prompt/token-estimate.ts';
import type { ToolWorld } from '../tools/tool.ts';
import type { Recorded } from '../tools/toolbox.ts';
import { gatherPieces, type ProvedCaller } from './gather-pieces.ts';
import { readingLines, type ReadLines } from './read-lines.ts';
import { type PastReading, pastText } from './past-findings.ts';
import { type PackPiece, pieceText, pieceTokens } from './piece.ts';

/** Grows with every change of what is picked or how it is shown. */
export const PACK_VERSION = 4;
/** However large the change: what stands beside it must not drown it. */
const MOST_TOKENS = 8_000;
/** Of a model's context, in per cent: a small one needs its room for the patch. */
const CONTEXT_SHARE = 6;
/** Less is not worth a heading. */
const LEAST_TOKENS = 120;
/** The rule of the check that finds callers which stayed behind. */
const STALE_CALLER = 'quality/stale-caller';
const MOST_PROVED = 8;

const INTRODUCTION = `# What stands around the change
Unchanged code of this repository that the change touches or is touched by, found by name: callers of what changed, definitions of what it calls, what it replaced, a sibling, tests, earlier changes. It may be incomplete, and names can be shared by chance: look up what you need beyond it.`;

export interface EvidencePackOptions extends RankOptions {
  /** What the checks found: callers that they prove to have stayed behind come first. */
  readonly findings: readonly (RankOptions['findings'][number] & Partial<Pick<Finding, 'rule' | 'title'>>)[];
  readonly world: ToolWorld;
  readonly capability: Pick<ModelCapability, 'contextTokens' | 'prompts'>;
  /** Writes down what was read, and has it again from an earlier run over the same content. */
  readonly recorded: Recorded;
  /** What became of the most similar published findings of this repository; absent: nothing is told of them. */
  readonly past?: PastReading;
}

/**
 * What a reviewer needs beside the patch, made before any model is asked: code that proves or refutes a claim, from git objects, and last what
 * was said here before. It takes no more tokens than the patches do. Empty where nothing is found.
 */
export async function evidencePack(options: EvidencePackOptions): Promise<string> {
  const { world, capability, recorded } = options;
  const ranked = rankFiles(withoutNoise(world.changeSet.files), options).map(({ file }) => file);
  // As they are shown, with what stands around them.
  const shown = await withSurroundings(ranked, world.contents, promptForm(capability));
  const patches = shown.reduce((sum, file) => sum + estimateTokens(patchText(file).text), 0);
  const budget = Math.min(MOST_TOKENS, patches, Math.floor((capability.contextTokens * CONTEXT_SHARE) / 100));
  if (budget < LEAST_TOKENS) return '';
  const proved = provedCallers(options.findings);
  const past = options.past === undefined ? '' : await pastText(options.past, budget);
  const room = budget - estimateTokens(past);
  const answer = await recorded(EVIDENCE_PACK, { version: PACK_VERSION, budget: room, proved }, async () => {
    const read = readingLines(world.contents);
    const pieces = fitting(await gatherPieces({ world, ranked, proved, read }), room);
    for (const piece of pieces) await tellRead(piece, read, recorded);
    const text = pieces.length === 0 ? '' : [INTRODUCTION, ...pieces.map(pieceText)].join('\n\n');
    return { text, isError: false };
  });
  return [answer.text, past].filter((part) => part !== '').join('\n\n');
}

/** One a place, in the order in which the check tells them. */
function provedCallers(findings: EvidencePackOptions['findings']): ProvedCaller[] {
  return findings
    .flatMap(({ rule, title, location }) => {
      const line = location?.side === 'new' ? location.startLine : null;
      if (rule !== STALE_CALLER || title === undefined || !location || line === null) return [];
      return [{ path: location.path, line, title }];
    })
    .slice(0, MOST_PROVED);
}

/** Each piece is a read of its own: of which file, by the digest of what was there. */
async function tellRead(piece: PackPiece, read: ReadLines, recorded: Recorded): Promise<void> {
  const { kind, about, path, side, first, last, text } = piece;
  const lines = first === 0 ? null : await read(path, side);
  const digest = createHash('sha256')
    .update(lines?.join('\n') ?? text)
    .digest('hex');
  const input = { version: PACK_VERSION, kind, about, path, side, first, last, digest };
  // What it says stands in the pack itself.
  await recorded(EVIDENCE_PACK, input, async () => ({ text: '', isError: false }));
}

/**
 * In order, as many as fit. Room is given to the most telling of each kind first: what changed is often called from so many places that they would
 * leave nothing for what it calls. Smaller ones behind one that does not fit are still taken.
 */
function fitting(pieces: readonly PackPiece[], budget: number): PackPiece[] {
  let left = budget - estimateTokens(INTRODUCTION);
  const taken = new Set<PackPiece>();
  const byTurn = pieces
    .map((piece, at) => ({ piece, turn: turnOf(piece, pieces.slice(0, at)) }))
    .toSorted((one, other) => one.turn - other.turn);
  for (const { piece } of byTurn) {
    const tokens = pieceTokens(piece) + 1;
    if (tokens > left) continue;
    left -= tokens;
    taken.add(piece);
  }
  return pieces.filter((piece) => taken.has(piece));
}

/** So many of one kind are taken in each turn. */
const IN_A_TURN = 2;

/** What a check proves waits for nothing. */
function turnOf({ kind }: PackPiece, earlier: readonly PackPiece[]): number {
  return kind === 'proved' ? 0 : Math.floor(earlier.filter((piece) => piece.kind === kind).length / IN_A_TURN);
}
