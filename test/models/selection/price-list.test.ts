import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../../app/config/load-config.ts';
import { keepFacts } from '../../../app/config/model-facts.ts';
import { reviewSpeed } from '../../../models/check/review-speed.ts';
import { factsIn } from '../../../models/selection/price-list.ts';

const LIST = JSON.stringify({
  sample_spec: { input_cost_per_token: 'in dollars' },
  'claude-haiku-5-5': {
    input_cost_per_token: 1e-7,
    input_cost_per_token_above_100k_tokens: 5e-7,
    input_cost_per_token_above_100k_tokens_batches: 2.5e-7,
    output_cost_per_token: 5e-7,
    cache_read_input_token_cost: 1e-8,
    cache_creation_input_token_cost: 1.25e-7,
    max_input_tokens: 1_000_000,
    max_output_tokens: 128_000,
  },
  'far/odd': { input_cost_per_token: 3e-6, output_cost_per_token: 1.2e-5 },
  broken: { input_cost_per_token: -1, output_cost_per_token: 1 },
});
const FACTS = {
  'anthropic/claude-haiku-5-5': {
    price: { input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125 },
    contextTokens: 100_000,
    outputTokens: 128_000,
  },
  'far/odd': { price: { input: 3, output: 12, cacheRead: 3, cacheWrite: 3 } },
};

it('takes prices and sizes out of a list, up to where a token costs more', () => {
  const names = ['anthropic/claude-haiku-5-5', 'far/odd', 'far/broken', 'far/absent'];
  expect(factsIn(LIST, names, 'list.json')).toEqual(FACTS);
});

it.each(['', 'null', '[]', '{}', 'no JSON', '{"odd": 7}'])('refuses what is no list: %j', (text) => {
  expect(() => factsIn(text, ['far/odd'], 'list.json')).toThrow('no price of far/odd stands in the list');
});

it('what was refreshed counts less than what the operator says, and has its origin', () => {
  const home = mkdtempSync(join(tmpdir(), 'docket-facts-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const environment = { HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_CONFIG_HOME: join(home, 'config') };
  const kept = keepFacts(environment, FACTS, '2026-12-01');
  const file = join(home, 'own.yml');
  writeFileSync(file, 'capabilities: { far/odd: { price: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 } } }\n');
  const load = (named: string | null) => loadConfig({ environment, repository: null, file: named, flags: [] });
  expect(load(null).config.capabilities).toEqual(FACTS);
  expect([...load(null).origins.values()]).toContain(kept);
  expect(load(file).config.capabilities['far/odd']).toEqual({
    price: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 },
  });
  writeFileSync(kept, '{"read": "yesterday"}');
  expect(() => load(null)).toThrow('the refreshed prices cannot be read');
});

it('says what size of change a server can review in what time', () => {
  const small = { promptTokens: 300, ms: 1_000 };
  const words = reviewSpeed([small, { promptTokens: 8_000, ms: 9_000 }], { contextTokens: 8_192, form: 'short' });
  // 1,000 tokens a second: (2,600 + 10 * 20) ms and three rounds of a second, seven times.
  expect(words).toMatch(
    /^reads about 1000 tokens a second; .*: 10 changed lines in about 41 s, 100 changed lines in about 53 s, at most 163 changed lines/,
  );
  const slow = { contextTokens: 65_536, form: 'full' } as const;
  const hours = { promptTokens: 8_000, ms: 8_000_000 };
  expect(reviewSpeed([small, hours], slow)).toMatch(/; set `prompts: short` in its capabilities$/);
  expect(reviewSpeed([small, hours], { ...slow, form: 'short' })).not.toContain('set `prompts');
  expect(reviewSpeed([small], slow)).toBeNull();
  expect(reviewSpeed([{ promptTokens: 8_000, ms: 1 }], slow)).toBeNull();
});
