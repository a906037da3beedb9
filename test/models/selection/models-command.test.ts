import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { docket } from '../../support/docket.ts';
import { startTellingServer } from '../../support/telling-server.ts';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'docket-models-'));
  const hosted = "providers: { far: { kind: openai-compatible, baseUrl: 'https://far.example/v1', keyVariable: FAR } }";
  writeFileSync(join(cwd, 'far.yml'), `${hosted}\nmodels: { standard: far/big-one }\n`);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

it('lists every known model without key and configuration, each with the tier it would serve', async () => {
  const { stdout, code } = await docket(['models'], { cwd });
  expect(stdout).toMatch(/^No model is configured and ANTHROPIC_API_KEY is not set\.\n/);
  for (const [name, tier] of [
    ['opus', 'deep'],
    ['sonnet', 'standard'],
    ['haiku', 'light'],
  ]) {
    expect(stdout).toContain(`anthropic/claude-${name}-5-5: ${tier} by default; ANTHROPIC_API_KEY is not set\n`);
  }
  expect(stdout).toContain('  100000 tokens of context, 128000 of output; tools: yes; schemas: strict\n');
  expect(code).toBe(0);
});

it('lists the named model only', async () => {
  const { stdout, code } = await docket(['models', 'anthropic/claude-opus-5-5', '--json'], { cwd });
  const { reason, models } = JSON.parse(stdout);
  expect([code, reason]).toEqual([0, expect.stringContaining('ANTHROPIC_API_KEY')]);
  expect(models).toEqual([
    expect.objectContaining({ name: 'anthropic/claude-opus-5-5', tiers: [], defaultTiers: ['deep'] }),
  ]);
  expect(models[0]).toMatchObject({ missingKey: 'ANTHROPIC_API_KEY', host: 'api.anthropic.com' });
});

it('lists what is configured, too, when its key is missing', async () => {
  const { stdout } = await docket(['models', '--config', 'far.yml'], { cwd });
  expect(stdout).toContain('far/big-one: no tier by default; FAR is not set\n  asked at far.example\n');
  expect(stdout).toContain('anthropic/claude-opus-5-5: deep by default');
});

it.each(['bar', '', 'a/b c'])('refuses %j in one sentence', async (name) => {
  const { stderr, code } = await docket(['models', name], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining(`${JSON.stringify(name)} is not the name of a model.`)]);
  expect(stderr).not.toMatch(/unexpected|ZodError|invalid_/);
});

it('asks servers what they hold, proposes the configuration, and asks again after a day only', async () => {
  const server = await startTellingServer({
    'GET /v1/models': { data: [{ id: 'small:1b' }, { id: 'big:30b' }] },
    'POST /api/show': { capabilities: ['completion', 'tools'], parameters: 'num_ctx 65536', model_info: {} },
  });
  onTestFinished(() => server.close());
  const baseUrl = `${server.origin}/v1`;
  const down = { kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:61/v1' };
  const providers = { own: { kind: 'openai-compatible', baseUrl }, down };
  writeFileSync(join(cwd, 'own.yml'), JSON.stringify({ providers, models: { standard: 'own/gone' } }));
  const { stdout, stderr, code } = await docket(['models', '--discover', '--config', 'own.yml'], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('  own/big:30b: 65536 tokens of context, tools: yes\n');
  expect(stdout).toContain('down (http://127.0.0.1:61/v1): not known: ECONNREFUSED\n');
  expect(stdout).toContain('Configured, and held by no server that answered: own/gone.\n');
  expect(stdout).toContain(
    'models:\n  standard: own/small:1b\ncapabilities:\n  own/small:1b:\n    contextTokens: 65536\n',
  );
  const asked = server.asked.length;
  const again = await docket(['models', '--discover', '--config', 'own.yml', '--json'], { cwd });
  expect(JSON.parse(again.stdout).servers).toHaveLength(2);
  expect(server.asked).toHaveLength(asked);
});

it('has nobody to ask without a server', async () => {
  const { stderr, code } = await docket(['models', '--discover'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('there is no server to be asked what it holds')]);
});
