import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import { PassThroughClient } from 'google-auth-library';
import type { Cloud } from './cloud.ts';
import { type Access, signerOf } from './wire/access.ts';
import { NEVER_MS } from './wire/sdk-settings.ts';

interface CloudAccess {
  readonly cloud: Cloud;
  readonly baseURL: string;
  readonly access: Access;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * The client of a cloud, which knows its addresses, its form of a body and, for Bedrock, how a request is signed and a stream framed. It looks
 * up nothing: neither the environment nor a credentials file nor an address of metadata is asked.
 */
export function cloudClient({ cloud, baseURL, access, fetch }: CloudAccess): AnthropicBedrock | AnthropicVertex {
  const settings = { baseURL, fetch, maxRetries: 0, timeout: NEVER_MS, logLevel: 'off' } as const;
  if (cloud.kind === 'google') {
    const { region, project } = cloud;
    // The token is put in where the request leaves.
    return new AnthropicVertex({ ...settings, region, projectId: project, authClient: new PassThroughClient() });
  }
  const signer = signerOf(access);
  const bedrock = { ...settings, apiKey: null, awsRegion: cloud.region };
  // Without credentials its own chain would be asked: nothing is signed then.
  if (signer === null) return new AnthropicBedrock({ ...bedrock, skipAuth: true });
  return new AnthropicBedrock({
    ...bedrock,
    awsAccessKey: signer.accessKeyId,
    awsSecretKey: signer.secretAccessKey,
    awsSessionToken: signer.sessionToken,
    // What is added by the operator is signed with the rest.
    defaultHeaders: access.headers,
  });
}
