import { AwsCredentials } from '../../../schemas/cloud.ts';

/** How one provider's requests are let in, and what the operator adds to them. */
export interface Access {
  /** Null for a server that asks for none. What requests are signed with stands in it as JSON. */
  readonly apiKey: string | null;
  /** The header that carries the key. */
  readonly auth: AuthHeader;
  /** Further headers, with their values. */
  readonly headers: Readonly<Record<string, string>>;
  /** Further fields of the body; they never replace one of ours. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * `bearer`: `Authorization: Bearer KEY`, as OpenAI and gateways have it; `x-api-key`: Anthropic; `api-key`: Azure; `signature`: AWS, whose
 * client signs what leaves.
 */
export type AuthHeader = 'bearer' | 'x-api-key' | 'api-key' | 'signature';

/** What no error and no log may show. */
export function secretsIn(access: Access): readonly string[] {
  const { apiKey, headers } = access;
  const keys = Object.values(signerOf(access) ?? { apiKey });
  return [...keys.filter((key) => key !== null), ...Object.values(headers)];
}

/** What requests are signed with; null where nothing is. */
export function signerOf({ auth, apiKey }: Access): AwsCredentials | null {
  if (auth !== 'signature' || apiKey === null) return null;
  return AwsCredentials.parse(JSON.parse(apiKey));
}

/** The headers of a request with ours in the place of the SDK's own, which was given no key. Throws where one cannot be sent. */
export function admitted(given: ConstructorParameters<typeof Headers>[0], access: Access): Headers {
  const headers = new Headers(given);
  const { apiKey, auth } = access;
  if (auth === 'signature') return headers;
  for (const name of ['authorization', 'x-api-key', 'api-key']) headers.delete(name);
  if (apiKey !== null) {
    if (auth === 'bearer') headers.set('authorization', `Bearer ${apiKey}`);
    else headers.set(auth, apiKey);
  }
  for (const [name, value] of Object.entries(access.headers)) headers.set(name, value);
  return headers;
}
