import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BATCH_NOTE } from '../../schemas/model-call.ts';
import type { Digest } from '../../schemas/run.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { CallJournal } from '../call-journal.ts';

/** A question that a batch was or is to answer. */
export interface NotedQuestion {
  readonly question: Digest;
  readonly host: string;
  readonly model: string;
  readonly step: string;
}

const Note = z.strictObject({ batch: z.string().nullable() });

/** The id of the batch in which this question waits, in any run of the same trust domain; null when it waits in none. */
export async function notedBatch(journal: CallJournal, noted: NotedQuestion): Promise<string | null> {
  const answer = await journal.recallTool(digestOf(noted));
  if (answer === null) return null;
  return Note.parse(JSON.parse(answer.output)).batch;
}

/** Writes down, like what a tool answered, that a question waits in a batch; null: it waits in none any more. Resolves when that is durable. */
export async function noteBatch(journal: CallJournal, noted: NotedQuestion, batch: string | null): Promise<void> {
  const { question, model, step } = noted;
  const output = canonicalJson(Note.parse({ batch }));
  const input = { question, model };
  const note = { step, tool: BATCH_NOTE, requestDigest: digestOf(noted), input, output, isError: false, seen: null };
  await journal.toolCalled(note);
}

/** Of the server's own: another one knows nothing of the batch. */
function digestOf({ question, host }: NotedQuestion): Digest {
  return createHash('sha256')
    .update(canonicalJson([BATCH_NOTE, host, question]))
    .digest('hex');
}
