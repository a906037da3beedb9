import { z } from 'zod';
import { ModelRequest, ModelResponse } from '../../schemas/model-call.ts';
import { fromJson } from '../tables/row.ts';
import type { Tables } from '../tables/tables.ts';

/** A question of a run and its answer, whether it was asked then or had been answered before. */
export interface AnsweredCall {
  readonly provider: string;
  readonly model: string;
  readonly request: ModelRequest;
  readonly response: ModelResponse;
}

/** A request is stored together with the names of the provider and the model, as its digest is taken. */
const StoredRequest = z.tuple([z.string(), ModelRequest], z.unknown());

/** All answered questions of a run, each once, in the order in which the answers were recorded. */
export function answeredCalls(tables: Tables, run: string): AnsweredCall[] {
  const asked = tables.modelCalls.ofRun(run).filter(({ state }) => state === 'ok');
  const rows = [...asked, ...tables.reusedCalls.ofRun(run)].toSorted((a, b) => a.sequence - b.sequence);
  const once = new Map(rows.map((row) => [row.requestDigest, row]));
  return [...once.values()].flatMap(({ provider, model, requestDigest, responseDigest }) => {
    const [request, response] = [requestDigest, responseDigest].map((digest) =>
      digest === null ? null : tables.artifacts.bytes(digest),
    );
    if (request === null || request === undefined || response === null || response === undefined) return [];
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
    return [
      {
        provider,
        model,
        request: fromJson(StoredRequest, text(request))[1],
        response: fromJson(ModelResponse, text(response)),
      },
    ];
  });
}
