import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clouds, startClouds } from '../../support/clouds/clouds.ts';
import { REGION, ROLE, STORE_KEY } from '../../support/clouds/amazon.ts';
import { ACCOUNT, POOL, PROJECT, REFRESH, VERTEX_REGION } from '../../support/clouds/google.ts';
import { JOB_TOKEN } from '../../support/clouds/github-identity.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { json } from '../../support/model-server/reply.ts';

const PROBE = fileURLToPath(new URL('./login-probe.ts', import.meta.url));
const run = promisify(execFile);
const STORE = {
  AWS_ACCESS_KEY_ID: STORE_KEY.id,
  AWS_SECRET_ACCESS_KEY: STORE_KEY.secret,
  AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9',
};

let clouds: Clouds;
let models: ModelServer;
let home: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'docket-login-'));
  mkdirSync(join(home, '.config/gcloud'), { recursive: true });
  const gcloud = { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: REFRESH };
  writeFileSync(join(home, '.config/gcloud/application_default_credentials.json'), JSON.stringify(gcloud));
  models = await startModelServer({ respond: () => json({ findings: ['one'] }) });
  clouds = await startClouds(models);
});
afterAll(async () => {
  await clouds.close();
  await models.close();
  rmSync(home, { recursive: true, force: true });
});

interface Told {
  readonly notices: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly masked: readonly string[];
  readonly answer: string;
  readonly scrubbed: string;
  readonly roles: readonly unknown[];
}

const BEDROCK = 'cloud/eu.anthropic.claude-sonnet-5-5-v1:0';
const VERTEX = 'cloud/claude-sonnet-5-5';
const bedrock = (role = ROLE, more = ''): string =>
  `{ providers: { cloud: { kind: bedrock, aws: { region: ${REGION}, role: '${role}' }${more} } }, capabilities: { '${BEDROCK}': { contextTokens: 200000 } } }`;
const vertex = (more = `, workloadIdentity: ${POOL}`, account = ACCOUNT): string =>
  `{ providers: { cloud: { kind: vertex, google: { region: ${VERTEX_REGION}, project: ${PROJECT}, serviceAccount: ${account}${more} } } }, capabilities: { '${VERTEX}': { contextTokens: 200000 } } }`;

async function login(model: string, config: string, environment: Readonly<Record<string, string>>): Promise<Told> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, AWS_REGION: REGION, ...clouds.network, ...environment };
  const { stdout } = await run(process.execPath, [PROBE, model, config], { env });
  return JSON.parse(stdout) as Told;
}

const ANSWER = expect.stringContaining('one');

/** Where a machine, or a job, would find more than it is given. */
const ELSEWHERE = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9',
  GCE_METADATA_HOST: '127.0.0.1:9',
  GOOGLE_APPLICATION_CREDENTIALS: '/nowhere.json',
};

/** The process that asks has one key that ends soon, masked and known: not the store's, not the job's, no address of metadata. */
function expectOneKey({ environment, masked, scrubbed }: Told): void {
  const given = JSON.stringify(environment);
  const own = Object.keys(environment).filter((name) => /KEY|TOKEN|^(?:AWS|ACTIONS|GOOGLE|GCE|CLOUDSDK)_/.test(name));
  expect(own).toEqual([expect.stringMatching(/^DOCKET_HELPED_KEY_/)]);
  for (const secret of [JOB_TOKEN, STORE_KEY.id, STORE_KEY.secret, REFRESH, '127.0.0.1:9']) {
    expect(given).not.toContain(secret);
  }
  expect(masked.length).toBeGreaterThan(0);
  for (const secret of masked) {
    expect(given).toContain(secret);
    expect(scrubbed).not.toContain(secret);
  }
}

describe('Bedrock', () => {
  it('is asked by a job with its own identity, as the role', async () => {
    const told = await login(BEDROCK, bedrock(), { ...clouds.job, ...STORE, ...ELSEWHERE });

    expect(told).toMatchObject({ notices: [], answer: ANSWER });
    expectOneKey(told);
    expect(clouds.amazon.asked).toEqual(['AssumeRoleWithWebIdentity']);
    expect(told.roles).toEqual([]);
    expect(models.requests.at(-1)?.model).toBe('eu.anthropic.claude-sonnet-5-5-v1:0');
  });

  it('is asked as the role that the chain may take on', async () => {
    const told = await login(BEDROCK, bedrock(), STORE);

    expect(told).toMatchObject({ notices: [], answer: ANSWER });
    expect(clouds.amazon.asked.at(-1)).toBe('AssumeRole');
  });

  it('has every header that the operator adds signed; the doctor warns of one role for store and models', async () => {
    const header = ', headers: { X-Amz-Guard: GUARD }';
    const config = bedrock(ROLE, header).replace('{ ', '{ store: s3://bucket/prefix, ');
    const apart = await login(BEDROCK, config, { ...STORE, GUARD: 'strict-1' });
    clouds.amazon.callerArn = 'arn:aws:sts::123456789012:assumed-role/docket-inference/job';
    const one = await login(BEDROCK, config, { ...STORE, GUARD: 'strict-1' });

    expect(apart).toMatchObject({ answer: ANSWER, roles: [{ state: 'ok' }] });
    expect(one.roles).toEqual([expect.objectContaining({ state: 'warning', note: expect.stringContaining(ROLE) })]);
  });

  it('hands on what may ask models and nothing else', () => {
    const policies = [...clouds.amazon.sessions.values()].map(({ policy }) => JSON.parse(policy) as unknown);

    expect(new Set(policies.map((policy) => JSON.stringify(policy))).size).toBe(1);
    expect(policies[0]).toMatchObject({
      Statement: [{ Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] }],
    });
  });

  it.each([
    ['a role that does not trust us', bedrock(`${ROLE}-of-others`), STORE, /Not authorized/],
    ['no credentials at all', bedrock(), {}, /credentials/i],
    ['a job whose request is refused', bedrock(), { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'wrong' }, /identity: .*401/],
  ])('is not asked: %s', async (_name, config, environment, why) => {
    const isJob = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN' in environment;
    const calls = models.calls;
    const told = await login(BEDROCK, config, {
      ...(isJob ? clouds.job : {}),
      ...environment,
      AWS_EC2_METADATA_DISABLED: 'true',
    });

    expect(told.notices).toEqual([expect.stringMatching(why)]);
    expect(models.calls).toBe(calls);
  });
});

describe('Vertex AI', () => {
  it('is asked by a job with its own identity, as the service account', async () => {
    const told = await login(VERTEX, vertex(), { ...clouds.job, ...STORE, ...ELSEWHERE });

    expect(told).toMatchObject({ notices: [], answer: ANSWER });
    expectOneKey(told);
    expect(clouds.google.asked).toEqual(['/v1/token', expect.stringContaining(':generateAccessToken')]);
  });

  it('is asked with what gcloud left on the machine, as the service account', async () => {
    const told = await login(VERTEX, vertex(''), {});

    expect(told).toMatchObject({ notices: [], answer: ANSWER });
    expect(clouds.google.asked.at(-2)).toBe('/token');
  });

  it('is not asked as an account that does not trust us', async () => {
    const told = await login(VERTEX, vertex(undefined, 'others@acme.iam.gserviceaccount.com'), clouds.job);

    expect(told.notices).toEqual([expect.stringContaining('getAccessToken denied')]);
  });
});
