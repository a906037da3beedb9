import { z } from 'zod';
import type { CallJournal } from '../../models/call-journal.ts';
import { ModelResponse, Spent, ToolAnswer, Turn } from '../../schemas/model-call.ts';
import { Digest } from '../../schemas/run.ts';
import type { Peer } from './peer.ts';

export const RecallQuestion = z.strictObject({ digest: Digest, step: z.string() });

export const TurnQuestion = z.strictObject({ digest: Digest, mostMs: z.number().min(0) });

const Recalled = z.strictObject({ response: ModelResponse, costMicroUsd: z.int().min(0) }).nullable();

/** The log as the analysing process has it: the other side writes, and answers when the row is durable. */
export function journalLink(peer: Peer): CallJournal {
  return {
    recall: async (digest, { step }) => Recalled.parse(await peer.call('recall', { digest, step })),
    takeTurn: async (digest, options) => Turn.parse(await peer.call('takeTurn', { digest, ...options })),
    endTurn: async (id) => void (await peer.call('endTurn', id)),
    started: async (attempt) => void (await peer.call('started', attempt)),
    ended: async (attempt) => void (await peer.call('ended', attempt)),
    toolCalled: async (call) => void (await peer.call('toolCalled', call)),
    recallTool: async (digest) => ToolAnswer.nullable().parse(await peer.call('recallTool', digest)),
    spent: async () => Spent.parse(await peer.call('spent', null)),
  };
}
