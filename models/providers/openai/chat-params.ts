import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../schemas/text/canonical-json.ts';
import type { ModelCapability, ModelDialect } from '../../../schemas/model.ts';
import type { ModelRequest } from '../../model.ts';
import { schemaInWords } from '../wire/prompted-schema.ts';
import { chatMessages, chatTool, responseFormat } from './openai-request.ts';

/** A request as the chat completions endpoint takes it, but for whether it is streamed. Our own fields come last: an operator's never replace one. */
export function chatParams(capability: ModelCapability, request: ModelRequest, asked: Asked) {
  return {
    ...wishes(request, asked.dialect),
    ...asked.fields,
    ...chatBody(capability, request, asked.dialect),
  };
}

interface Asked {
  readonly dialect: ModelDialect;
  /** What the operator adds to the body. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What makes an answer better or cheaper where it is understood; what the operator says of it counts more. */
function wishes(request: ModelRequest, { effort, cacheKey }: ModelDialect) {
  return {
    ...(effort && request.effort !== undefined ? { reasoning_effort: request.effort } : {}),
    ...(cacheKey ? { prompt_cache_key: prefixKey(request) } : {}),
  };
}

/** Names what requests about one change share: requests of one key come to the machine that holds the prefix. */
function prefixKey({ system, tools, messages }: ModelRequest): string {
  const shared = messages[0]?.parts[0];
  const digest = createHash('sha256').update(canonicalJson([system, tools, shared ?? null]));
  return `docket-${digest.digest('hex').slice(0, 32)}`;
}

function chatBody({ id: model, tools, outputTokens }: ModelCapability, request: ModelRequest, dialect: ModelDialect) {
  const inWords = dialect.schemas === 'strict' ? null : schemaInWords(request.output);
  const format = responseFormat(request.output, dialect.schemas);
  return {
    model,
    messages: chatMessages(request, { model, tools, inWords, dialect }),
    [dialect.outputLimit]: Math.min(request.maxOutputTokens, outputTokens),
    ...(tools && request.tools.length > 0 ? { tools: request.tools.map(chatTool) } : {}),
    ...(tools && request.tools.length > 0 && request.toolChoice !== undefined
      ? { tool_choice: request.toolChoice }
      : {}),
    ...(format === null ? {} : { response_format: format }),
  };
}
