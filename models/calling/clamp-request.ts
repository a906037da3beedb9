import type { ModelCapability } from '../../schemas/model.ts';
import type { ModelRequest } from '../model.ts';

/** What a model is asked for may not be longer than what it can answer, nor more thought than it offers; one that stands in may have less of both. */
export function clampRequest(
  request: ModelRequest,
  { outputTokens, efforts = [] }: Pick<ModelCapability, 'outputTokens' | 'efforts'>,
): ModelRequest {
  const { effort, ...rest } = request;
  const offered = effort === undefined || efforts.includes(effort) ? request : rest;
  return offered.maxOutputTokens <= outputTokens ? offered : { ...offered, maxOutputTokens: outputTokens };
}
