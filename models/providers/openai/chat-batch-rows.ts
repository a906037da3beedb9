import { z } from 'zod';
import type { ModelCapability } from '../../../schemas/model.ts';
import { type BatchRow, ModelError } from '../../model.ts';
import { type Access, secretsIn } from '../wire/access.ts';
import { filtered, isContentFilter } from '../wire/content-filter.ts';
import { CANCELLED, EXPIRED, failedRow, uncharged } from '../wire/failed-row.ts';
import { withEmbeddedJson } from '../wire/prompted-schema.ts';
import { cleaned } from '../wire/provider-failure.ts';
import { toldFailure } from '../wire/told-failure.ts';
import { ChatAnswer } from './openai-response.ts';

const Row = z.object({
  custom_id: z.string(),
  response: z
    .object({ status_code: z.int(), request_id: z.string().nullish().catch(null), body: z.unknown() })
    .nullish(),
  error: z.object({ code: z.string().nullish().catch(null), message: z.string().nullish().catch(null) }).nullish(),
});
type Row = z.infer<typeof Row>;

interface Asked {
  readonly capability: ModelCapability;
  readonly access: Access;
}

/** The rows of a file of answers, or of errors, one a line. Throws for a line that is no row: whose it was cannot be known. */
export function chatRowsIn(text: string, asked: Asked): Map<string, BatchRow> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const row = Row.parse(JSON.parse(line));
      return [row.custom_id, rowOf(row, asked)];
    }),
  );
}

function rowOf({ response, error }: Row, asked: Asked): BatchRow {
  const { access, capability } = asked;
  if (response === null || response === undefined) {
    const code = error?.code ?? null;
    const ended = code === null ? undefined : ENDED_BY_CODE[code];
    return ended ?? failedRow(uncharged({ status: 500, errorType: code, message: error?.message ?? '' }, access));
  }
  const { status_code: status, body, request_id: requestId = null } = response;
  if (status < 400) return answerIn(body, requestId, asked);
  const told = toldFailure(body) ?? { status: null, errorType: null, message: '' };
  const problem = uncharged({ ...told, status }, access);
  if (!isContentFilter(status, JSON.stringify(body))) return failedRow(problem);
  return { state: 'ok', response: filtered(problem, capability.id) };
}

const ENDED_BY_CODE: Readonly<Record<string, BatchRow>> = { batch_expired: EXPIRED, batch_cancelled: CANCELLED };

/** The whole completion, read as one that was not streamed is. What cannot be read was paid for all the same. */
function answerIn(body: unknown, requestId: string | null, { capability, access }: Asked): BatchRow {
  const answer = new ChatAnswer();
  try {
    answer.add(body);
    answer.done();
    const response = answer.response(capability.id, requestId);
    return { state: 'ok', response: capability.schemas === 'strict' ? response : withEmbeddedJson(response) };
  } catch (problem) {
    if (!(problem instanceof ModelError)) throw problem;
    return failedRow(cleaned(problem, secretsIn(access)));
  }
}

/** An account that has too much waiting already: it may have room tomorrow. */
const isOfRoom = (code: string): boolean => code.endsWith('limit_exceeded') || code.includes('quota');

/** What stands for a question that no file has: nothing where its batch was completed, else the way in which that ended. */
export function endOf(status: string, errors: readonly unknown[], access: Access): BatchRow | undefined {
  if (status === 'expired') return EXPIRED;
  if (status === 'cancelled') return CANCELLED;
  if (status !== 'failed') return undefined;
  const told = toldFailure({ error: errors[0] }) ?? { status: null, errorType: null, message: '' };
  const isFull = isOfRoom(told.errorType ?? '');
  return failedRow(
    uncharged(
      { ...told, status: isFull ? 429 : 400, message: `The provider did not take the batch. ${told.message}` },
      access,
    ),
  );
}
