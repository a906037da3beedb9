import { z } from 'zod';
import { boundedJson } from '../bounded-json.ts';
import { MESSAGES_VERSION } from '../endpoint.ts';
import { type Access, admitted } from '../wire/access.ts';

const Counted = z.object({ input_tokens: z.int().min(1) });

export interface CountQuestion {
  readonly baseUrl: string;
  readonly access: Access;
  /** What is sent to be answered, less what only an answer needs. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** How many tokens the provider makes of a request, which it tells for nothing; null where it does not within two seconds. Never throws. */
export async function countTokens({ baseUrl, access, body, signal }: CountQuestion): Promise<number | null> {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, '')}/v1/messages/count_tokens`;
  const headers = admitted({ 'anthropic-version': MESSAGES_VERSION }, access);
  const answer = await boundedJson({ url, body, apiKey: null, headers, signal });
  const counted = answer.ok ? Counted.safeParse(answer.value) : null;
  return counted?.success === true ? counted.data.input_tokens : null;
}
