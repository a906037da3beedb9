import { type AuthClient, GoogleAuth, IdentityPoolClient, Impersonated } from 'google-auth-library';
import { actionsIdentity } from './actions-identity.ts';

/** The one scope under which Vertex AI answers; what the token may do is what the service account may. */
const SCOPES = ['https://www.googleapis.com/auth/cloud-platform'];
/** As AWS's: longer than any review, and what is allowed unless somebody changed it. */
const LIFETIME_SECONDS = 3600;
/**
 * The process's own `fetch` knows the proxies and authorities of the environment; the library's would not, and what it makes of a proxy
 * itself does not survive bundling.
 */
const TRANSPORT = {
  fetchImplementation: (...given: Parameters<typeof fetch>) => fetch(...given),
  noProxy: [/^https?:/],
};

/**
 * A token of the service account, which ends within the hour. The job's own identity is exchanged where there is one and a provider of workload
 * identity is named, else whatever Google's chain finds: a credentials file, gcloud, the instance.
 */
export async function googleToken(
  { serviceAccount, workloadIdentity }: { readonly serviceAccount: string; readonly workloadIdentity: string | null },
  signal: AbortSignal,
): Promise<string> {
  const sourceClient =
    (workloadIdentity === null ? null : await jobClient(workloadIdentity, signal)) ?? (await chainClient());
  const client = new Impersonated({
    sourceClient,
    targetPrincipal: serviceAccount,
    targetScopes: SCOPES,
    lifetime: LIFETIME_SECONDS,
    transporterOptions: TRANSPORT,
  });
  const { token } = await client.getAccessToken();
  if (token === null || token === undefined || token === '') throw new Error('Google gave no token');
  return token;
}

async function jobClient(workloadIdentity: string, signal: AbortSignal): Promise<AuthClient | null> {
  const name = `//iam.googleapis.com/${workloadIdentity}`;
  const identity = await actionsIdentity(`https:${name}`, signal);
  if (identity === null) return null;
  const client = new IdentityPoolClient({
    type: 'external_account',
    audience: name,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    subject_token_supplier: { getSubjectToken: () => Promise.resolve(identity) },
    scopes: SCOPES,
    transporterOptions: TRANSPORT,
  });
  return exchangingByOurs(client);
}

async function chainClient(): Promise<AuthClient> {
  const chain = new GoogleAuth({ scopes: SCOPES, clientOptions: { transporterOptions: TRANSPORT } });
  return exchangingByOurs(await chain.getClient());
}

/** The library exchanges identities of elsewhere by a transport that it makes itself, whatever the client was given. */
function exchangingByOurs(client: AuthClient): AuthClient {
  const exchange: unknown = Reflect.get(client, 'stsCredential');
  if (typeof exchange === 'object' && exchange !== null) Reflect.set(exchange, 'transporter', client.transporter);
  return client;
}
