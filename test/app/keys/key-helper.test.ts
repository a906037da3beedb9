import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, readOperatorConfig, readRepositoryConfig } from '../../../app/config/config.ts';
import { readSecret } from '../../../app/config/raw-environment.ts';
import { scrub, tellProvided } from '../../../app/known-secrets.ts';
import { provideKeys } from '../../../app/keys/provide-keys.ts';
import { keyVariables, providerOf } from '../../../models/providers/providers.ts';
import type { Config } from '../../../schemas/config.ts';

const SECRET = 'printed-secret-4711';
let folder: string;
beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'docket-helper-')))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const configOf = (apiKeyHelper: string[], more: Partial<Config> = {}): Config => ({
  ...DEFAULT_CONFIG,
  providers: { gateway: { kind: 'openai-compatible', baseUrl: 'https://models.invalid/v1', apiKeyHelper } },
  models: { deep: null, standard: 'gateway/m', light: null },
  ...more,
});
const keyOf = (config: Config): string | undefined =>
  readSecret(providerOf('gateway', config.providers).keyVariable ?? '');
const script = (code: string): string[] => [process.execPath, '-e', code];

describe('the key of a helper', () => {
  it('is what it printed, where the analysing process is given it from', async () => {
    const config = configOf(script(`console.log(' ${SECRET} ')`));

    expect(await provideKeys(config)).toEqual([]);
    expect(keyOf(config)).toBe(SECRET);
    expect(keyVariables(config.providers)).toContain(providerOf('gateway', config.providers).keyVariable);
  });

  it('is masked as it is where our output is shown, and blanked in every text from then on', async () => {
    const key = 'helped-key-of-this-run-8231';
    const shown: string[] = [];
    tellProvided((secret) => shown.push(scrub(secret)));
    await provideKeys(configOf(script(`console.log('${key}')`)));

    expect(shown).toEqual([key]);
    const forms = [key, Buffer.from(key).toString('base64'), encodeURIComponent(`?k=${key}`)];
    for (const form of forms) expect(scrub(`it is ${form}`)).not.toContain(form);
  });

  it('is asked for without a shell, and not where the change lies', async () => {
    const out = join(folder, 'seen.json');
    const code = `require('fs').writeFileSync(process.argv[1], JSON.stringify([process.cwd(), process.argv.slice(2)])); console.log('k-1234')`;
    await provideKeys(configOf([...script(code), '--', out, '$(id)', '; touch x', '*']));
    const [cwd, rest] = (await import(out, { with: { type: 'json' } })).default;

    expect(rest).toEqual(['$(id)', '; touch x', '*']);
    expect(realpathSync(cwd)).not.toBe(realpathSync(process.cwd()));
  });

  it.each([
    ['ends with an error', script(`console.log('${SECRET}'); console.error('${SECRET}'); process.exit(3)`), 'code 3'],
    ['prints nothing', script(''), 'printed none'],
    ['prints two lines', script(`console.log('${SECRET}\\nmore')`), 'printed none'],
    ['prints far too much', script(`process.stdout.write('${SECRET}'.repeat(10000))`), 'too much'],
    ['is not there', ['/does/not/exist'], 'ENOENT'],
    ['takes too long', script(`console.log('${SECRET}'); setInterval(() => {}, 1000)`), 'longer than 0.5 s'],
  ])('is none where it %s, and nothing of it is shown', async (_name, command, why) => {
    const config = configOf(command);
    const notices = await provideKeys(config, why.includes('0.5') ? { helper: 500 } : {});

    expect(notices).toEqual([expect.stringContaining(why)]);
    expect(notices.join()).not.toContain(SECRET);
    expect(keyOf(config)).toBeUndefined();
  });

  it('ends with everything that it started', async () => {
    const alive = join(folder, 'alive');
    const inner = `setInterval(() => require('fs').writeFileSync(${JSON.stringify(alive)}, String(Date.now())), 20)`;
    writeFileSync(join(folder, 'inner.cjs'), inner);
    const outer = `require('child_process').spawn(process.execPath, [${JSON.stringify(join(folder, 'inner.cjs'))}], { stdio: 'ignore' }); setInterval(() => {}, 1000)`;
    await provideKeys(configOf(script(outer)), { helper: 1_000 });
    rmSync(alive, { force: true });
    await sleep(300);

    expect(existsSync(alive)).toBe(false);
  });

  it.each([
    ['offline', { offline: true }],
    ['no model of it is asked', { models: { deep: null, standard: null, light: null } }],
  ] as const)('is not asked for: %s', async (_name, more) => {
    const out = join(folder, 'ran');
    await provideKeys(configOf(script(`require('fs').writeFileSync(${JSON.stringify(out)}, '')`), more));

    expect(() => realpathSync(out)).toThrow(/ENOENT/);
  });
});

describe('who may name one', () => {
  const text = 'providers: { x: { kind: anthropic, apiKeyHelper: [/bin/echo] } }';

  it('is the operator', () => {
    expect(readOperatorConfig(text, 'file').providers?.['x']?.apiKeyHelper).toEqual(['/bin/echo']);
  });

  it('is never the repository', () => {
    expect(() => readRepositoryConfig(text, 'file')).toThrow(/operator only/);
  });

  it.each([
    ['a path into wherever it runs', 'apiKeyHelper: [./get-key]'],
    ['another one', 'apiKeyHelper: [tools/get-key]'],
    ['a shell line', 'apiKeyHelper: cat key | tr -d x'],
    ['nothing', 'apiKeyHelper: []'],
  ])('cannot name %s', (_name, line) => {
    expect(() => readOperatorConfig(`providers: { x: { kind: anthropic, ${line} } }`, 'file')).toThrow(/apiKeyHelper/);
  });
});
