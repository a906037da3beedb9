import type { HostEnvironment } from './git-environment.ts';

/** How the network is reached on this machine; names as git and curl read them. */
const NETWORK = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'all_proxy',
  'NO_PROXY',
  'no_proxy',
];
const CERTIFICATES = ['GIT_SSL_CAINFO', 'GIT_SSL_CAPATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

/** What git is told of whenever it may use the network. */
export const CAUTIOUS: readonly string[] = [
  'protocol.version=2',
  // Git would carry credentials on to wherever it is sent.
  'http.followRedirects=false',
  // Git may be silent while the other end puts a pack together; what trickles is given up.
  'http.lowSpeedLimit=65536',
  'http.lowSpeedTime=60',
  'transfer.credentialsInUrl=die',
  'fetch.uriProtocols=',
  'transfer.bundleURI=false',
];

/** Nothing but objects is written, and nothing but what was asked for is fetched. */
export const FETCH: readonly string[] = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
];

/** The proxies and certificates of the caller's environment. */
export function networkEnvironment(environment: HostEnvironment): Record<string, string> {
  const named = [...NETWORK, ...CERTIFICATES].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(named);
}
