import type { ModelCapability } from '../../schemas/model.ts';
import type { ModelRequest } from '../model.ts';

/** What a model is asked for may not be longer than what it can answer; one that stands in may be able to say less. */
export function clampRequest(
  request: ModelRequest,
  { outputTokens }: Pick<ModelCapability, 'outputTokens'>,
): ModelRequest {
  return request.maxOutputTokens <= outputTokens ? request : { ...request, maxOutputTokens: outputTokens };
}
