import { z } from 'zod';
import { ModelCapability } from '../../schemas/model.ts';
import { ModelResponse } from '../../schemas/model-call.ts';
import { InputError } from '../../schemas/problem.ts';
import { Digest } from '../../schemas/run.ts';

/** One line of a recording. */
export const RecordedCall = z.strictObject({
  schemaVersion: z.literal(1),
  capability: ModelCapability,
  requestDigest: Digest,
  /** The request in outline, enough to say where another one differs. */
  request: z.array(z.tuple([z.string(), z.string()])),
  response: ModelResponse,
});
export type RecordedCall = z.infer<typeof RecordedCall>;

/** What the models of a run were asked and what they answered. */
export interface Recording {
  /** Where it was read from, for errors. */
  readonly where: string;
  readonly models: readonly ModelCapability[];
  readonly calls: readonly RecordedCall[];
}

/** Reads a recording: a call on each line. Throws an `InputError` that names the first line that is not one. */
export function readRecording(text: string, where: string): Recording {
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }));
  const calls = lines
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => readLine(line, `${where}:${number}`));
  if (calls.length === 0) throw unusable('the recording holds no call', where);
  const models = new Map(calls.map(({ capability }) => [`${capability.provider}/${capability.id}`, capability]));
  return { where, models: [...models.values()], calls };
}

function readLine(line: string, where: string): RecordedCall {
  const parsed = RecordedCall.safeParse(parseJson(line, where));
  if (parsed.success) return parsed.data;
  throw unusable(`not a recorded call: ${z.prettifyError(parsed.error)}`, where, parsed.error);
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw unusable('not a line of JSON', where, error);
  }
}

function unusable(what: string, where: string, cause?: unknown): InputError {
  return new InputError({ what, where, remedy: 'make the recording again with `docket record`', cause });
}
