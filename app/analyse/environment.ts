import { getCompileCacheDir } from 'node:module';

/** What git, Node and a proxy in front of the model need; a password in the address of a proxy is the only credential among them. */
const ALLOWED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
  'SYSTEMROOT',
  'SUDO_UID',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'NODE_USE_ENV_PROXY',
  'NODE_USE_SYSTEM_CA',
  'NODE_EXTRA_CA_CERTS',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_COMPILE_CACHE',
] as const;

/** Never handed on, even when the operator names one of them as the variable of a model's key. */
const FORBIDDEN = /^(GITHUB_|ACTIONS_|AWS_|INPUT_|RUNNER_|GH_)/i;

/** The same with what is Node's own matter. */
export function processEnvironment(
  raw: Readonly<Record<string, string | undefined>>,
  keyVariables: readonly string[],
): Record<string, string> {
  // Code that was compiled once starts faster in every process after.
  const cache = getCompileCacheDir();
  return {
    // Git trusts the system's certificate authorities; so does what asks models. Node reads them when they are needed first.
    NODE_USE_SYSTEM_CA: '1',
    ...analysisEnvironment(raw, keyVariables),
    ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }),
  };
}

/**
 * The environment of the process that analyses: an allow-list and the keys of the models that are asked. The token that could
 * publish and the credentials of the store are not in it, so nothing that a change or a model says can get at them.
 */
export function analysisEnvironment(
  raw: Readonly<Record<string, string | undefined>>,
  keyVariables: readonly string[],
): Record<string, string> {
  const names = [...ALLOWED, ...keyVariables.filter((name) => !FORBIDDEN.test(name))];
  return Object.fromEntries(
    names.flatMap((name) => {
      // By its name, not among the entries: Windows finds PATH under whatever letters it was set with.
      const value = raw[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
