/** What reaching a store may need. Everything else, tokens of the forge above all, stays outside. */
const ALLOWED = /^(?:AWS_.*|HOME|USERPROFILE|PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|NO_PROXY|no_proxy)$/;
/** The authorities that count for our other clients, those meant for the store first; Go reads one file. */
const FILES = ['AWS_CA_BUNDLE', 'GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'];
const FOLDERS = ['GIT_SSL_CAPATH', 'SSL_CERT_DIR'];
/** Where Go looks on Linux unless it is told of folders. */
const SYSTEM_FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment of Litestream. What says how the network is reached is handed on under the names that Go reads, which knows neither
 * `ALL_PROXY` nor git's variables; with `AWS_CA_BUNDLE` set each of its starts fails.
 */
export function litestreamEnvironment(
  raw: Variables,
  further: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(raw).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && ALLOWED.test(entry[0]) && entry[0] !== 'AWS_CA_BUNDLE',
  );
  return { ...Object.fromEntries(kept), ...proxiesOf(raw), ...authoritiesOf(raw), ...further };
}

/** The first of some variables that says anything. */
function firstOf(raw: Variables, names: readonly string[]): string | undefined {
  return names.map((name) => raw[name]).find((value) => value !== undefined && value !== '');
}

function proxiesOf(raw: Variables): Record<string, string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY'].map(
    (name) => [name, firstOf(raw, [name.toLowerCase(), name, 'all_proxy', 'ALL_PROXY'])] as const,
  );
  return Object.fromEntries(proxies.flatMap(([name, proxy]) => (proxy === undefined ? [] : [[name, proxy]])));
}

function authoritiesOf(raw: Variables): Record<string, string> {
  const file = firstOf(raw, FILES);
  const folders = FOLDERS.flatMap((name) => raw[name] || []);
  return {
    ...(file === undefined ? {} : { SSL_CERT_FILE: file }),
    ...(folders.length === 0 ? {} : { SSL_CERT_DIR: [...new Set([...folders, ...SYSTEM_FOLDERS])].join(':') }),
  };
}
