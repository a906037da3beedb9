import type { ModelCapability, ModelDialect } from '../../../schemas/model.ts';
import type { ModelRequest } from '../../model.ts';
import { schemaInWords } from '../wire/prompted-schema.ts';
import { outputFormat } from './anthropic-client.ts';
import { anthropicBody } from './anthropic-request.ts';

/** One request, save for whether it is to be streamed. */
export function messageParams(capability: ModelCapability, request: ModelRequest, dialect: ModelDialect) {
  return {
    ...promptParams(capability, request, dialect),
    max_tokens: Math.min(request.maxOutputTokens, capability.outputTokens),
    ...(request.toolChoice === undefined ? {} : { tool_choice: { type: request.toolChoice } }),
    ...outputConfig(request, dialect),
  };
}

/** What the model reads. */
export function promptParams({ id: model, tools }: ModelCapability, request: ModelRequest, dialect: ModelDialect) {
  const inWords = dialect.schemas === 'strict' ? null : schemaInWords(request.output);
  return { ...anthropicBody(tools ? request : { ...request, tools: [] }, { model, dialect, inWords }), model };
}

/** How the answer is to look, and how much to think about it; nothing where neither can be said. */
function outputConfig({ output, effort }: ModelRequest, dialect: ModelDialect) {
  const config = {
    ...(dialect.schemas === 'strict' ? { format: outputFormat(output) } : {}),
    ...(dialect.effort && effort !== undefined ? { effort } : {}),
  };
  return Object.keys(config).length === 0 ? {} : { output_config: config };
}
