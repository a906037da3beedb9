import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { REGION, ROLE, STORE_KEY } from '../../support/clouds/amazon.ts';
import { startClouds } from '../../support/clouds/clouds.ts';
import { ACCOUNT, POOL, PROJECT, VERTEX_REGION } from '../../support/clouds/google.ts';
import { docket } from '../../support/docket.ts';
import { startModelServer } from '../../support/model-server.ts';
import { sensitiveChange, specialist } from '../model-review-fixture.ts';

// Models of clouds as a user asks them: the whole program, in a job with an identity of its own, by a proxy that alone knows the clouds' names.

const CAPABILITY = { family: 'claude', contextTokens: 200_000, outputTokens: 8_000, tools: true, schemas: 'strict' };

test.each([
  [
    'eu.anthropic.claude-sonnet-5-5-v1:0',
    { kind: 'bedrock', aws: { region: REGION, role: ROLE } },
    { amazon: ['AssumeRoleWithWebIdentity'], google: [] },
  ],
  [
    'claude-sonnet-5-5',
    {
      kind: 'vertex',
      google: { region: VERTEX_REGION, project: PROJECT, serviceAccount: ACCOUNT, workloadIdentity: POOL },
    },
    { amazon: [], google: ['/v1/token', expect.stringContaining(':generateAccessToken')] },
  ],
])('%s', async (id, cloud, asked) => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-cloud-'));
  const repository = sensitiveChange();
  const models = await startModelServer({ respond: specialist });
  const clouds = await startClouds(models);
  onTestFinished(async () => {
    await clouds.close();
    await models.close();
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  const model = `cloud/${id}`;
  const config = join(folder, 'docket.yml');
  const choice = { deep: model, standard: model, light: model };
  writeFileSync(
    config,
    JSON.stringify({ providers: { cloud }, models: choice, capabilities: { [model]: CAPABILITY } }),
  );

  const store = { AWS_ACCESS_KEY_ID: STORE_KEY.id, AWS_SECRET_ACCESS_KEY: STORE_KEY.secret, AWS_REGION: REGION };
  const { code, stdout, stderr } = await docket(['review', 'main...work', '--config', config], {
    cwd: repository.path,
    env: { ...clouds.network, ...clouds.job, ...store },
  });

  expect(code, stdout + stderr).toBe(0);
  expect(stdout).toContain('Guests are logged in without a password');
  expect(clouds.amazon.asked).toEqual(asked.amazon);
  expect(clouds.google.asked).toEqual(asked.google);
  expect(models.calls).toBe(15);
});
