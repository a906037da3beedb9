import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCause } from '../../schemas/problem.ts';
import { entriesInUse } from '../../models/selection/choose-models.ts';
import type { Config } from '../../schemas/config.ts';
import { readRawEnvironment, readSecret } from './raw-environment.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Never by way of a proxy, whatever it is called: what goes to this machine does not leave it. Node's agents read a range of addresses, its
 * `fetch` only single ones; those that are in use beside the first are the first network and Debian's own.
 */
const OWN_MACHINE = [
  'localhost',
  '[::1]',
  '::1',
  '127.0.0.1-127.255.255.255',
  ...Array.from({ length: 255 }, (_unused, at) => `127.0.0.${at + 1}`),
  '127.0.1.1',
];
/** Files and folders of certificates that git and curl, the AWS tools and Node trust beside the system's. */
const AUTHORITY_FILES = ['GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];
const AUTHORITY_FOLDERS = ['GIT_SSL_CAPATH', 'SSL_CERT_DIR'];
/** A folder of more files is no folder of private authorities. */
const MOST_FILES = 1_000;

/**
 * The one place that says how this process reaches the network: whatever git honours there, every client of ours does. `fetch` (GitHub,
 * models, packages) and Node's agents (the store) go by the proxies of the environment and trust its certificate authorities. Returns what
 * could not be done, in sentences without addresses: a proxy's may hold a password.
 */
export function useNetwork(
  options: { readonly isServer?: boolean; readonly variables?: Variables } = {},
): readonly string[] {
  const { isServer = false, variables = readRawEnvironment() } = options;
  const proxies = proxiesIn(variables);
  const notices: string[] = [...proxies.notices];
  // Loaded only where there is something to tell them: most machines have neither a proxy nor an authority of their own.
  if (proxies.settings !== null) {
    const http = process.getBuiltinModule('node:http');
    if (typeof http.setGlobalProxyFromEnv === 'function') http.setGlobalProxyFromEnv(proxies.settings);
    else
      notices.push(
        'This version of Node cannot be told of a proxy while it runs: set NODE_USE_ENV_PROXY=1, or update Node.',
      );
  }
  const named = authoritiesIn(variables);
  notices.push(...named.notices);
  // The system's own take a moment to read: a command that stays on this machine does not wait for them.
  const isFar = isServer || proxies.settings !== null;
  if (named.certificates.length === 0 && !isFar) return notices;
  const tls = process.getBuiltinModule('node:tls');
  if (typeof tls.setDefaultCACertificates !== 'function') {
    notices.push(
      'This version of Node cannot be told of certificate authorities while it runs: set NODE_EXTRA_CA_CERTS, or update Node.',
    );
    return notices;
  }
  const system = isFar ? tls.getCACertificates('system') : [];
  tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...system, ...named.certificates])]);
  return notices;
}

/** Whether a review under this configuration may leave this machine: a store, a model that may be asked, or reviewers of others. */
export function needsNetwork(config: Config): boolean {
  const { store, plugins, providers } = config;
  if (store !== null || plugins.length > 0) return true;
  return (
    Object.values(providers).some(({ apiKeyHelper, aws, google }) => apiKeyHelper ?? aws ?? google) ||
    entriesInUse(config, readSecret).length > 0
  );
}

/** As `http.setGlobalProxyFromEnv` takes them. */
type ProxySettings = Readonly<Record<string, string>>;

/** As curl reads them: small letters first, `ALL_PROXY` where there is none of a kind. */
function proxiesIn(variables: Variables): {
  readonly settings: ProxySettings | null;
  readonly notices: readonly string[];
} {
  const value = (name: string): string | undefined => variables[name.toLowerCase()] || variables[name] || undefined;
  const all = value('ALL_PROXY');
  const given = { HTTP_PROXY: value('HTTP_PROXY') ?? all, HTTPS_PROXY: value('HTTPS_PROXY') ?? all };
  const notices: string[] = [];
  const usable = Object.entries(given).flatMap(([name, address]) => {
    if (address === undefined) return [];
    const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
    if (URL.canParse(full) && /^https?:$/.test(new URL(full).protocol)) return [[name, full] as const];
    notices.push(
      `${name} names a proxy that is none of http: git may reach the network by it, Docket's other clients go without.`,
    );
    return [];
  });
  if (usable.length === 0) return { settings: null, notices };
  // Node knows the star only where it stands alone, and other names are added here.
  if ((value('NO_PROXY') ?? '').split(/[\s,]+/).includes('*')) return { settings: null, notices };
  const NO_PROXY = [value('NO_PROXY') ?? '', ...OWN_MACHINE].filter((entry) => entry !== '').join(',');
  return { settings: { ...Object.fromEntries(usable), NO_PROXY }, notices };
}

function authoritiesIn(variables: Variables): {
  readonly certificates: readonly string[];
  readonly notices: readonly string[];
} {
  const notices: string[] = [];
  const read = (variable: string, load: (path: string) => readonly string[]): readonly string[] => {
    const path = variables[variable];
    if (path === undefined || path === '') return [];
    try {
      return load(path);
    } catch (cause) {
      notices.push(`The certificates of ${variable} cannot be read: ${describeCause(cause)}`);
      return [];
    }
  };
  const certificates = [
    ...AUTHORITY_FILES.flatMap((variable) => read(variable, certificatesIn)),
    ...AUTHORITY_FOLDERS.flatMap((variable) => read(variable, certificatesOfFolder)),
  ];
  return { certificates, notices };
}

function certificatesOfFolder(folder: string): readonly string[] {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return files.slice(0, MOST_FILES).flatMap(({ name }) => {
    try {
      return certificatesIn(join(folder, name));
    } catch {
      // A dangling link, or a key that only its owner reads: other files of the folder count all the same.
      return [];
    }
  });
}

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/** Each certificate of a file by itself, without the words that stand between them. */
function certificatesIn(path: string): readonly string[] {
  const [, ...parts] = readFileSync(path, 'utf8').split(BEGIN);
  return parts.flatMap((part) => {
    const end = part.indexOf(END);
    return end === -1 ? [] : [`${BEGIN}${part.slice(0, end)}${END}\n`];
  });
}
