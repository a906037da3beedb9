import type { ModelCapability } from '../../schemas/model.ts';
import type { ModelRequest, ModelResponse } from '../model.ts';
import { RecordedCall } from './recording.ts';
import { requestDigest } from './request-digest.ts';
import { outlineOf } from './request-outline.ts';

/** A call as it was: a finished one of the log, for example. */
export interface CallToRecord {
  readonly capability: ModelCapability;
  readonly request: ModelRequest;
  readonly response: ModelResponse;
}

/** Takes secrets out of texts; returns one text for each, in their order. */
export type RedactTexts = (texts: readonly string[]) => Promise<readonly string[]>;

/**
 * Writes calls as a recording, a line each, in the order given. Every text of every request and response is redacted, and digests are
 * taken afterwards: a later request repeats what the model said, and so still finds its answer when the redacted answers are played.
 */
export async function recordingOf(calls: readonly CallToRecord[], redact: RedactTexts): Promise<string> {
  const texts = [...new Set(calls.flatMap(({ request, response }) => [...textsIn(request), ...textsIn(response)]))];
  const redacted = await redact(texts);
  if (redacted.length !== texts.length) throw new Error('redaction has to answer one text for each');
  const clean = new Map(texts.map((text, at) => [text, redacted[at] ?? '']));
  return calls.map((call) => `${JSON.stringify(lineOf(call, (text) => clean.get(text) ?? text))}\n`).join('');
}

function lineOf({ capability, request, response }: CallToRecord, clean: (text: string) => string): RecordedCall {
  const asked = mapTexts(request, clean);
  return RecordedCall.parse({
    schemaVersion: 1,
    capability,
    requestDigest: requestDigest(capability, asked),
    request: outlineOf(asked),
    response: mapTexts(response, clean),
  });
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}

/** The same value with every text in it replaced; keys stay. */
function mapTexts<T>(value: T, replace: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'string' ? replace(inner) : inner,
  ) as T;
}
