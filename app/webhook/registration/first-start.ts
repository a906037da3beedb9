import { z } from 'zod';
import { createGitHub } from '../../../forge/github/api/client.ts';
import { describeCause, InputError } from '../../../schemas/problem.ts';
import { DOCKET_VERSION } from '../../version.ts';
import type { ServerLog } from '../log.ts';
import { hasOwnCredentials, NewApp, storeCredentials, tryStoring, withStoredCredentials } from './credentials.ts';
import { MANIFEST } from './manifest.ts';
import { registerApp } from './register-app.ts';

type Raw = Readonly<Record<string, string | undefined>>;

/** What a registration needs to know; the other settings are read when it is over. */
const Wanted = z.object({
  /** Where GitHub posts its deliveries, from the outside. */
  DOCKET_PUBLIC_URL: z.url({ protocol: /^https$/ }),
  DOCKET_REGISTER_HOST: z.string().min(1).default('127.0.0.1'),
  DOCKET_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DOCKET_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.github.com'),
  DOCKET_SERVER_URL: z.url({ protocol: /^https?$/ }).optional(),
});

/**
 * The environment of a server that has its App: as it is, with what an earlier registration left, or, where the operator asks for it with
 * `DOCKET_PUBLIC_URL`, after one that is made now; null when it was asked to stop before the App was registered.
 */
export async function environmentOfApp(
  raw: Raw,
  { log, signal }: { readonly log: ServerLog; readonly signal: AbortSignal },
): Promise<Raw | null> {
  if (hasOwnCredentials(raw)) return raw;
  const stored = withStoredCredentials(raw);
  if (stored !== null || (raw['DOCKET_PUBLIC_URL'] ?? '') === '') return stored ?? raw;
  const wanted = Wanted.safeParse(Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== '')));
  if (!wanted.success) {
    const names = [...new Set(wanted.error.issues.map(({ path }) => String(path[0])))].join(', ');
    throw new InputError({
      what: `the App cannot be registered: ${names} cannot be used`,
      where: 'the environment',
      remedy: 'DOCKET_PUBLIC_URL is the https address to which GitHub delivers.',
    });
  }
  const settings = wanted.data;
  await requireRoom(raw);
  const userAgent = `docket/${DOCKET_VERSION} (app)`;
  // The code is the credential; GitHub wants no other for this.
  const token = () => Promise.resolve('none');
  const github = createGitHub({ apiUrl: settings.DOCKET_API_URL, token, userAgent, signal });
  await registerApp({
    host: settings.DOCKET_REGISTER_HOST,
    port: settings.DOCKET_PORT,
    publicUrl: settings.DOCKET_PUBLIC_URL,
    serverUrl: settings.DOCKET_SERVER_URL ?? github.serverUrl,
    manifest: MANIFEST,
    convert: async (code) => {
      const { data } = await github.rest.request('POST /app-manifests/{code}/conversions', { code });
      return NewApp.parse(data);
    },
    store: (app) => storeCredentials(raw, app),
    log,
    signal,
  });
  return withStoredCredentials(raw) ?? (signal.aborted ? null : raw);
}

async function requireRoom(raw: Raw): Promise<void> {
  try {
    await tryStoring(raw);
  } catch (cause) {
    throw new InputError({
      what: `the App cannot be registered: its key could not be kept: ${describeCause(cause)}`,
      where: 'DOCKET_DATA',
      remedy: 'Name a folder that this user may write.',
      cause,
    });
  }
}
