/** Where Anthropic's own Messages API is. */
export const ANTHROPIC_BASE_URL = 'https://api.anthropic.com';

/** The hosts at which the makers of the known models sell them themselves. */
const MAKERS: ReadonlySet<string> = new Set(['api.anthropic.com', 'api.openai.com']);

/** Whether requests go to a model's maker: what is known of its offers beside the model itself is true only there. */
export const isMaker = (baseUrl: string): boolean => MAKERS.has(new URL(baseUrl).host);

/** The version of the Messages API whose forms are spoken. */
export const MESSAGES_VERSION = '2023-06-01';

/** Where requests go, for the footer and for the question whether a key is needed. */
export interface Endpoint {
  /** Host and port, never user information. */
  readonly host: string;
  /** Requests do not leave this machine. */
  readonly local: boolean;
}

/** Reads a base URL. Only loopback addresses count as local: another machine in the same network does not. */
export function endpointOf(baseUrl: string): Endpoint {
  const { host, hostname } = new URL(baseUrl);
  const local = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return { host, local };
}

/** Where Bedrock is asked in a region of the usual partition. */
export const bedrockUrl = (region: string): string => `https://bedrock-runtime.${region}.amazonaws.com`;

/** Where Vertex AI is asked. Some regions are not one place. */
export function vertexUrl(region: string): string {
  if (region === 'global') return 'https://aiplatform.googleapis.com/v1';
  if (region === 'us' || region === 'eu') return `https://aiplatform.${region}.rep.googleapis.com/v1`;
  return `https://${region}-aiplatform.googleapis.com/v1`;
}
