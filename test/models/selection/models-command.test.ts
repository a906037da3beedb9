import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { docket } from '../../support/docket.ts';

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
