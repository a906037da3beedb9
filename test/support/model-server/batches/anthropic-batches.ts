import { answer, type BatchDesk, type BatchEnd, type HttpAnswer, type MadeBatch, type Question } from './batch-desk.ts';
import { type Json, list, servedRequest, type ServedRequest } from '../served-request.ts';

/** Tokens of every answer. */
const ROW_USAGE = { input_tokens: 1_000, output_tokens: 200 };

const told = (type: string, message: string) => ({ type: 'error', error: { type, message } });

/** The Message Batches API, and Messages beside it. */
export function anthropicAnswer({ method, url, body }: Question, desk: BatchDesk): HttpAnswer {
  const raw = body.toString('utf8');
  const [, id, results] = /^\/v1\/messages\/batches\/([^/]+)(\/results)?$/.exec(url) ?? [];
  if (method === 'POST' && url === '/v1/messages/batches') {
    const rows = list((JSON.parse(raw) as Json)['requests']).map(({ custom_id, params }, index) => ({
      customId: String(custom_id),
      end: desk.row(served(index, JSON.stringify(params))),
    }));
    const made = { id: `msgbatch_${desk.batches.length + 1}`, rows, looks: 0 };
    desk.batches.push(made);
    return answer(200, standing(made, false));
  }
  if (method === 'POST' && url === '/v1/messages') {
    const request = served(desk.ordinary.length, raw);
    desk.ordinary.push(request);
    const message = messageOf(request, desk.row(request));
    return message === null ? answer(400, {}) : answer(200, message);
  }
  const batch = desk.known(id);
  if (batch === undefined) return answer(404, told('not_found_error', 'no such batch'));
  // Not in the order in which they were asked.
  if (results !== undefined) return answer(200, batch.rows.toReversed().map(lineOf).join(''));
  if (desk.isBadMoment()) return answer(500, told('api_error', 'a bad moment'));
  batch.looks += 1;
  return answer(200, standing(batch, desk.ended(batch.looks)));
}

function served(index: number, raw: string): ServedRequest {
  return servedRequest({ index, protocol: 'anthropic', path: '/v1/messages', headers: {}, raw });
}

function standing({ id, rows }: MadeBatch, hasEnded: boolean): object {
  const count = (...kinds: readonly BatchEnd['kind'][]) =>
    hasEnded ? rows.filter(({ end }) => kinds.includes(end.kind)).length : 0;
  return {
    id,
    type: 'message_batch',
    processing_status: hasEnded ? 'ended' : 'in_progress',
    request_counts: {
      processing: hasEnded ? 0 : rows.length,
      succeeded: count('reply'),
      errored: count('errored'),
      canceled: count('canceled'),
      expired: count('expired'),
    },
    // Another address than the operator's: no key may go there.
    results_url: hasEnded ? `http://results.invalid/v1/messages/batches/${id}/results` : null,
  };
}

function lineOf({ customId, end }: MadeBatch['rows'][number]): string {
  const error = (type: string) => told(type, 'that row failed');
  const result =
    end.kind === 'reply'
      ? { type: 'succeeded', message: messageOf(null, end) }
      : end.kind === 'errored'
        ? { type: 'errored', error: error(end.errorType) }
        : { type: end.kind };
  return `${JSON.stringify({ custom_id: customId, result })}\n`;
}

/** A whole message; null for what is no answer. */
function messageOf(request: ServedRequest | null, end: BatchEnd): object | null {
  if (end.kind !== 'reply' || end.reply.kind !== 'answer') return null;
  const content = end.reply.parts.flatMap((part): { readonly type: string; readonly [field: string]: unknown }[] => {
    if (part.kind === 'text') return [{ type: 'text', text: part.text }];
    return part.kind === 'tool-call' ? [{ type: 'tool_use', id: part.id, name: part.name, input: part.input }] : [];
  });
  const calls = content.some(({ type }) => type === 'tool_use');
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: request?.model ?? 'test-model',
    content,
    stop_reason: end.reply.stopWord ?? (calls ? 'tool_use' : 'end_turn'),
    usage: ROW_USAGE,
  };
}
