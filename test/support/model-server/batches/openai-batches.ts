import { openAiError } from '../openai-wire.ts';
import { isJson, type Json, servedRequest, type ServedRequest } from '../served-request.ts';
import { answer, type BatchDesk, type BatchEnd, type HttpAnswer, type MadeBatch, type Question } from './batch-desk.ts';

/** Tokens of every answer: as many as the other API's stand-in has. */
const ROW_USAGE = { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 };
const ENDPOINT = '/v1/chat/completions';
const STATUS: Readonly<Record<string, number>> = { overloaded_error: 503, invalid_request_error: 400 };

/** Files by their ids: those that were sent, and those that batches left. */
export class OpenAiFiles {
  readonly texts = new Map<string, string>();
  readonly refusals = new Map<string, string>();

  add(text: string): string {
    const id = `file-${this.texts.size + 1}`;
    this.texts.set(id, text);
    return id;
  }
}

/** The files and batches endpoints, and chat completions beside them. */
export async function openAiAnswer(question: Question, desk: BatchDesk, files: OpenAiFiles): Promise<HttpAnswer> {
  const { method, url, body } = question;
  if (method === 'POST' && url === '/v1/files') return uploaded(question, files);
  if (method === 'POST' && url === '/v1/batches') return made(parsed(body), desk, files);
  if (method === 'POST' && url === ENDPOINT) {
    const request = served(desk.ordinary.length, body.toString('utf8'));
    desk.ordinary.push(request);
    const whole = completionOf(desk.row(request));
    return whole === null ? answer(400, openAiError('invalid_request_error', 'no answer')) : answer(200, whole);
  }
  const [, file] = /^\/v1\/files\/([^/]+)\/content$/.exec(url) ?? [];
  const text = file === undefined ? undefined : files.texts.get(file);
  if (method === 'GET' && text !== undefined) return answer(200, text);
  const batch = desk.known(/^\/v1\/batches\/([^/]+)$/.exec(url)?.[1]);
  if (method !== 'GET' || batch === undefined)
    return answer(404, openAiError('invalid_request_error', 'no such thing'));
  if (desk.isBadMoment()) return answer(500, openAiError('server_error', 'a bad moment'));
  batch.looks += 1;
  return answer(200, standing(batch, desk.ended(batch.looks), files));
}

async function uploaded({ contentType, body }: Question, files: OpenAiFiles): Promise<HttpAnswer> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const file = form.get('file');
  if (form.get('purpose') !== 'batch' || !(file instanceof File) || !file.name.endsWith('.jsonl'))
    return answer(400, openAiError('invalid_request_error', 'a file of lines for a batch is wanted'));
  const text = await file.text();
  return answer(200, {
    id: files.add(text),
    object: 'file',
    bytes: text.length,
    purpose: 'batch',
    status: 'processed',
  });
}

/** A batch is made whatever its lines are, and fails afterwards where they are wrong. */
function made(asked: Json, desk: BatchDesk, files: OpenAiFiles): HttpAnswer {
  const text = files.texts.get(String(asked['input_file_id']));
  if (text === undefined || asked['endpoint'] !== ENDPOINT || asked['completion_window'] !== '24h')
    return answer(400, openAiError('invalid_request_error', 'no such file, endpoint or window'));
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => parsed(Buffer.from(line)));
  const rows = lines.map(({ custom_id, body }, index) => ({
    customId: String(custom_id),
    end: desk.row(served(index, JSON.stringify(body))),
  }));
  const batch = { id: `batch_${desk.batches.length + 1}`, rows, looks: 0 };
  desk.batches.push(batch);
  const wrong = desk.refused() ?? problemOf(lines);
  if (wrong !== null) files.refusals.set(batch.id, wrong);
  return answer(200, standing(batch, false, files));
}

function problemOf(lines: readonly Json[]): string | null {
  const bodies = lines.flatMap(({ body }) => (isJson(body) ? [body] : []));
  if (lines.some(({ method, url }) => method !== 'POST' || url !== ENDPOINT)) return 'invalid_url';
  if (new Set(lines.map(({ custom_id }) => custom_id)).size < lines.length) return 'duplicate_custom_id';
  if (new Set(bodies.map(({ model }) => model)).size !== 1) return 'mismatched_model';
  return bodies.length < lines.length || bodies.some((body) => 'stream' in body) ? 'invalid_request' : null;
}

function standing({ id, rows }: MadeBatch, hasEnded: boolean, files: OpenAiFiles): object {
  const batch = { id, object: 'batch', endpoint: ENDPOINT, completion_window: '24h' };
  const refused = files.refusals.get(id);
  if (refused !== undefined && hasEnded) {
    const data = [{ code: refused, message: `refused: ${refused}`, line: 1, param: null }];
    return { ...batch, status: 'failed', errors: { object: 'list', data }, request_counts: null };
  }
  if (!hasEnded) {
    const request_counts = { total: rows.length, completed: 0, failed: 0 };
    return { ...batch, status: 'in_progress', request_counts, output_file_id: null, error_file_id: null };
  }
  const has = (kind: BatchEnd['kind']): boolean => rows.some(({ end }) => end.kind === kind);
  // Not in the order in which they were asked, and the good apart from the bad.
  const lines = (good: boolean) =>
    rows
      .toReversed()
      .filter(({ end }) => (end.kind === 'reply') === good)
      .map(lineOf);
  const fileOf = (some: readonly string[]) => (some.length === 0 ? null : files.add(some.join('')));
  const [completed, failed] = [lines(true), lines(false)];
  return {
    ...batch,
    status: has('expired') ? 'expired' : has('canceled') ? 'cancelled' : 'completed',
    request_counts: { total: rows.length, completed: completed.length, failed: failed.length },
    output_file_id: fileOf(completed),
    error_file_id: fileOf(failed),
  };
}

function lineOf({ customId, end }: MadeBatch['rows'][number]): string {
  const response = (status_code: number, body: object) => ({
    response: { status_code, request_id: 'req_1', body },
    error: null,
  });
  const ended = (code: string) => ({ response: null, error: { code, message: 'that row was not answered' } });
  const result =
    end.kind === 'reply'
      ? response(200, completionOf(end) ?? {})
      : end.kind === 'errored'
        ? response(STATUS[end.errorType] ?? 500, openAiError(end.errorType, 'that row failed'))
        : ended(end.kind === 'expired' ? 'batch_expired' : 'batch_cancelled');
  return `${JSON.stringify({ id: `batch_req_${customId.slice(0, 8)}`, custom_id: customId, ...result })}\n`;
}

/** A whole completion; null for what is no answer. */
function completionOf(end: BatchEnd): object | null {
  if (end.kind !== 'reply' || end.reply.kind !== 'answer') return null;
  const { parts, stopWord } = end.reply;
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const calls = parts.flatMap((part) => {
    if (part.kind !== 'tool-call') return [];
    const called = { name: part.name, arguments: JSON.stringify(part.input) };
    return [{ id: part.id, type: 'function', function: called }];
  });
  const finish = stopWord === 'refusal' ? 'content_filter' : calls.length > 0 ? 'tool_calls' : 'stop';
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'test-model',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: texts.length === 0 ? null : texts.join(''),
          ...(calls.length > 0 && { tool_calls: calls }),
        },
        finish_reason: finish,
      },
    ],
    usage: ROW_USAGE,
  };
}

function served(index: number, raw: string): ServedRequest {
  return servedRequest({ index, protocol: 'openai', path: ENDPOINT, headers: {}, raw });
}

function parsed(body: Buffer): Json {
  const value: unknown = JSON.parse(body.toString('utf8'));
  return isJson(value) ? value : {};
}
