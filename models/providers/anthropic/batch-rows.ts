import { z } from 'zod';
import type { ModelCapability } from '../../../schemas/model.ts';
import { type BatchRow, ModelError } from '../../model.ts';
import { type Access, secretsIn } from '../wire/access.ts';
import { withEmbeddedJson } from '../wire/prompted-schema.ts';
import { CANCELLED, EXPIRED, failedRow, uncharged } from '../wire/failed-row.ts';
import { cleaned } from '../wire/provider-failure.ts';
import { toldFailure } from '../wire/told-failure.ts';
import { MessageAnswer } from './anthropic-response.ts';

const Row = z.object({
  custom_id: z.string(),
  result: z.discriminatedUnion('type', [
    z.object({ type: z.literal('succeeded'), message: z.looseObject({ id: z.string().nullish().catch(null) }) }),
    z.object({ type: z.literal('errored'), error: z.unknown() }),
    z.object({ type: z.literal('canceled') }),
    z.object({ type: z.literal('expired') }),
  ]),
});
type Result = z.infer<typeof Row>['result'];

interface Asked {
  readonly capability: ModelCapability;
  readonly access: Access;
}

/** The rows of a batch's results, one a line. Throws for a line that is no row: whose it was cannot be known. */
export function rowsIn(text: string, asked: Asked): Map<string, BatchRow> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.map((line) => {
      const { custom_id: id, result } = Row.parse(JSON.parse(line));
      return [id, rowOf(result, asked)];
    }),
  );
}

function rowOf(result: Result, asked: Asked): BatchRow {
  switch (result.type) {
    case 'succeeded':
      return answerIn(result.message, asked);
    case 'errored':
      return failedRow(errorIn(result.error, asked.access));
    case 'expired':
      return EXPIRED;
    case 'canceled':
      return CANCELLED;
  }
}

/** The whole message, read as one that was not streamed is. What cannot be read was paid for all the same. */
function answerIn(message: { readonly id?: string | null | undefined }, { capability, access }: Asked): BatchRow {
  const answer = new MessageAnswer();
  try {
    answer.add({ ...message, type: 'message' });
    const response = answer.response(capability.id, message.id ?? null);
    return { state: 'ok', response: capability.schemas === 'strict' ? response : withEmbeddedJson(response) };
  } catch (problem) {
    if (!(problem instanceof ModelError)) throw problem;
    return failedRow(cleaned(problem, secretsIn(access)));
  }
}

const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

function errorIn(error: unknown, access: Access): ModelError {
  const told = toldFailure(error) ?? { status: null, errorType: null, message: '' };
  return uncharged({ ...told, status: told.status ?? STATUS_OF_TYPE[told.errorType ?? ''] ?? 500 }, access);
}
