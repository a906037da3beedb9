import type { ModelCapability } from '../../schemas/model.ts';
import { InputError } from '../../schemas/problem.ts';
import { abortedError } from '../calling/abort.ts';
import { clampRequest } from '../calling/clamp-request.ts';
import { type Model, ModelError, type ModelRequest, type ModelResponse } from '../model.ts';
import type { RecordedCall, Recording } from './recording.ts';
import { requestDigest } from './request-digest.ts';
import { firstDifference, outlineOf, sharedLength } from './request-outline.ts';

/**
 * A model that answers from a recording, without network: the same request gets the same answer, and several answers to one request
 * come in their order. What another model of the recording answered counts too: it had stood in. Nothing is paid.
 */
export function createRecordedModel(recording: Recording, modelId: string): Model {
  const capability = capabilityIn(recording, modelId);
  const models = recording.models.toSorted((a, b) => Number(b.id === modelId) - Number(a.id === modelId));
  const answers = Map.groupBy(recording.calls, (call) => call.requestDigest);
  const taken = new Map<string, number>();

  const next = (request: ModelRequest): ModelResponse => {
    const digest = models.map((one) => requestDigest(one, clampRequest(request, one))).find((one) => answers.has(one));
    const recorded = digest === undefined ? [] : (answers.get(digest) ?? []);
    if (digest === undefined) throw unknown(recording, modelId, request);
    const at = taken.get(digest) ?? 0;
    const answer = recorded[at];
    if (answer === undefined) throw tooOften(recording, modelId, recorded.length);
    taken.set(digest, at + 1);
    return answer.response;
  };
  return {
    capability,
    host: 'recording',
    local: true,
    async call(request, { signal, onFirstEvent }) {
      if (signal.aborted) throw abortedError(signal.reason);
      const response = next(request);
      onFirstEvent?.();
      return response;
    },
  };
}

function capabilityIn({ models, where }: Recording, modelId: string): ModelCapability {
  const recorded = models.find(({ id }) => id === modelId);
  if (recorded !== undefined) {
    const price = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    return { ...recorded, provider: 'recorded', price };
  }
  throw new InputError({
    what: `the recording holds no call of ${modelId}`,
    where,
    remedy: `pass the same --config as the recorded run, choose one of ${models.map(({ id }) => id).join(', ')}, or make the recording again with \`docket record\``,
  });
}

function unknown({ calls, where }: Recording, modelId: string, request: ModelRequest): ModelError {
  const asked = outlineOf(request);
  const [first, ...rest] = calls;
  const closer = (best: RecordedCall, call: RecordedCall) =>
    sharedLength(call.request, asked) > sharedLength(best.request, asked) ? call : best;
  const nearest = first === undefined ? null : rest.reduce(closer, first);
  const difference = nearest === null ? null : firstDifference(nearest.request, asked);
  const how =
    nearest === null || difference === null
      ? 'it was recorded for another model or in another form'
      : `the nearest recorded one is call ${calls.indexOf(nearest) + 1}, and ${difference}`;
  return noRecording(`${where} holds no answer of ${modelId} to this request: ${how}`);
}

function tooOften({ where }: Recording, modelId: string, times: number): ModelError {
  return noRecording(
    `${where} holds ${times === 1 ? 'one answer' : `${times} answers`} of ${modelId} to this request, and one more was asked for`,
  );
}

function noRecording(message: string): ModelError {
  return new ModelError({ kind: 'no-recording', message });
}
