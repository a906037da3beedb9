import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG, readOperatorConfig } from '../../../app/config/config.ts';
import { capabilityOf, knownCapabilities } from '../../../models/selection/capabilities.ts';
import { chooseModels } from '../../../models/selection/choose-models.ts';
import { knownModels } from '../../../models/selection/known-models.ts';
import type { ModelChoice } from '../../../models/selection/choose-models.ts';
import type { ModelScore } from '../../../models/selection/model-score.ts';
import { parseModelName } from '../../../models/selection/model-name.ts';
import { keyVariables } from '../../../models/providers/providers.ts';
import type { Config } from '../../../schemas/config.ts';
import { ModelCapability } from '../../../schemas/model.ts';

const config = (changes: Partial<Config>): Config => ({ ...DEFAULT_CONFIG, ...changes });
const tiers = (deep: string | null, standard: string | null, light: string | null): Config['models'] => ({
  deep,
  standard,
  light,
});
const withKey = (variable: string) => (asked: string) => (asked === variable ? 'sk-secret-value' : undefined);
const noKeys = () => undefined;
const anthropicKey = withKey('ANTHROPIC_API_KEY');

const LOCAL: Config['providers'] = { local: { kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1' } };

function names(choice: ModelChoice): Record<string, string[]> {
  if (choice.kind !== 'models') throw new Error(`${choice.kind}: ${choice.reason}`);
  return Object.fromEntries(
    Object.entries(choice.tiers).map(([tier, chain]) => [tier, chain.models.map((model) => model.capability.id)]),
  );
}

describe('what is known of models', () => {
  it.each(knownCapabilities())('$id is a whole record', (capability) => {
    expect(ModelCapability.parse(capability)).toEqual(capability);
    expect(capability.price.cacheRead).toBeLessThan(capability.price.input);
    expect(capability.price.cacheWrite).toBeCloseTo(capability.price.input * 1.25);
  });

  it('is corrected by the operator, field by field', () => {
    const name = 'anthropic/claude-opus-5-5';
    const corrections = {
      [name]: { contextTokens: 1_000, price: { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 } },
    };
    const given = { name, id: 'claude-opus-5-5', provider: 'anthropic', local: false, corrections } as const;

    expect(capabilityOf(given)).toMatchObject({
      contextTokens: 1_000,
      price: { input: 1 },
      outputTokens: 128_000,
      family: 'claude',
    });
  });

  it.each([
    ['qwen3-coder:30b', 'qwen'],
    ['meta-llama/Llama-3.3-70B', 'llama'],
    ['gpt-oss-120b', 'gpt'],
    ['7b-thing', '7b-thing'],
  ])('guesses the family of %s', (id, family) => {
    const given = { name: `local/${id}`, id, provider: 'openai-compatible', local: true, corrections: {} } as const;

    expect(capabilityOf(given)).toMatchObject({ family, price: { input: 0, output: 0 } });
    // A hosted model that nobody priced is not free.
    expect(capabilityOf({ ...given, local: false })?.price.input).toBeGreaterThan(0);
  });
});

describe('the choice', () => {
  it('is none without key and configuration', () => {
    expect(chooseModels(config({}), noKeys)).toMatchObject({ kind: 'none' });
  });

  it('is the default models with a key', () => {
    expect(names(chooseModels(config({}), anthropicKey))).toEqual({
      deep: ['claude-opus-5-5'],
      standard: ['claude-sonnet-5-5'],
      light: ['claude-haiku-5-5'],
    });
  });

  it('is none when offline, whatever is there', () => {
    const offline = config({ offline: true, models: tiers('anthropic/claude-opus-5-5', null, null) });

    expect(chooseModels(offline, anthropicKey)).toMatchObject({ kind: 'none' });
  });

  it.each<[string, Partial<Config>, string]>([
    ['a model without its key', { models: tiers(null, 'anthropic/claude-sonnet-5-5', null) }, 'ANTHROPIC_API_KEY'],
    ['a hosted model without its key', { models: tiers(null, 'openai/gpt-x', null) }, 'OPENAI_API_KEY'],
    ['a reviewer with a model of its own', { reviewerModels: { security: 'anthropic/claude-opus-5-5' } }, 'models'],
    ['a provider and no model', { providers: LOCAL }, 'models'],
    [
      'a stand-in without its key',
      {
        providers: {
          ...LOCAL,
          far: { kind: 'openai-compatible', baseUrl: 'https://far.example/v1', keyVariable: 'FAR_KEY' },
        },
        models: tiers(null, 'local/qwen3', null),
        failover: { 'local/qwen3': ['far/qwen3'] },
      },
      'FAR_KEY',
    ],
    [
      'a server elsewhere for which no key was named',
      {
        providers: { lan: { kind: 'openai-compatible', baseUrl: 'https://10.0.0.7:8000/v1' } },
        models: tiers(null, 'lan/qwen3', null),
      },
      'keyVariable',
    ],
  ])('is unusable: %s', (_name, changes, mentioned) => {
    expect(chooseModels(config(changes), noKeys)).toMatchObject({
      kind: 'unusable',
      reason: expect.stringContaining(mentioned),
    });
  });

  it.each<[Config['providers'][string], string]>([
    [
      { kind: 'openai-compatible', baseUrl: 'https://far.example/v1', apiKeyHelper: ['/bin/false'] },
      'providers.far.apiKeyHelper gave no key',
    ],
    [
      { kind: 'bedrock', aws: { region: 'eu-west-1', role: 'arn:aws:iam::123456789012:role/ask' } },
      'providers.far.aws gave no credentials',
    ],
    [{ kind: 'openai-compatible', baseUrl: 'https://far.example/v1', keyVariable: 'FAR' }, 'FAR is not set'],
  ])('names what gave no key as the operator knows it: %j', (far, words) => {
    const asked = config({ providers: { far }, models: tiers(null, 'far/claude-opus-5-5', null) });
    const choice = chooseModels(asked, noKeys);
    const [model] = knownModels(choice, { config: asked, keys: noKeys, only: undefined });

    expect(model).toMatchObject({ name: 'far/claude-opus-5-5', missing: words });
    expect(JSON.stringify([choice, model])).not.toContain('DOCKET_HELPED');
  });

  it.each(['http://127.0.0.1:1/v1', 'http://localhost:1/v1', 'http://[::1]:1/v1'])('needs no key for %s', (baseUrl) => {
    const local = config({
      providers: { local: { kind: 'openai-compatible', baseUrl } },
      models: tiers(null, 'local/qwen3', null),
    });
    const choice = chooseModels(local, noKeys);

    expect(names(choice)).toEqual({ deep: ['qwen3'], standard: ['qwen3'], light: ['qwen3'] });
    expect(choice.kind === 'models' && choice.tiers.deep.models[0].local).toBe(true);
  });

  it('needs no key for plain http, and sends none', () => {
    const lan: Config['providers'] = { lan: { kind: 'openai-compatible', baseUrl: 'http://10.0.0.7:8000/v1' } };
    const choice = chooseModels(config({ providers: lan, models: tiers(null, 'lan/qwen3', null) }), noKeys);

    expect(names(choice)).toEqual({ deep: ['qwen3'], standard: ['qwen3'], light: ['qwen3'] });
    expect(choice.kind === 'models' && choice.tiers.deep.models[0].local).toBe(false);
  });

  it.each(['http://127.0.0.1:1/v1', 'http://localhost:1/v1', 'https://far.example/v1'])(
    'sends a key to %s',
    (baseUrl) => {
      const far: Config['providers'] = {
        far: { kind: 'openai-compatible', baseUrl, keyVariable: 'ANTHROPIC_API_KEY' },
      };
      const choice = chooseModels(config({ providers: far, models: tiers(null, 'far/qwen3', null) }), anthropicKey);

      expect(choice.kind).toBe('models');
    },
  );

  it.each<[string, Config['providers'], RegExp]>([
    [
      'lan',
      { lan: { kind: 'openai-compatible', baseUrl: 'http://10.0.0.7:8000/v1', keyVariable: 'LAN_KEY' } },
      /^Use https, or drop keyVariable\.$/,
    ],
    ['openai', { openai: { kind: 'openai-compatible', baseUrl: 'http://far.example/v1' } }, /^Use https, or /],
  ])('never sends a key of %s over plain http off this machine', (provider, providers, remedy) => {
    expect(() => chooseModels(config({ providers, models: tiers(null, `${provider}/x`, null) }), noKeys)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(`The key of the provider ${provider} would be sent`),
        where: `providers.${provider}.baseUrl`,
        remedy: expect.stringMatching(remedy),
      }),
    );
  });

  it.each(['bar', '', '/x', 'a/', 'a b/c', 'a/b c'])('refuses %j, which is not the name of a model', (name) => {
    expect(() => parseModelName(name)).toThrow(
      expect.objectContaining({ name: 'InputError', message: expect.stringContaining('is not the name of a model') }),
    );
  });

  it('never sends the rest of a review elsewhere when a local model is named', () => {
    const local = config({ providers: LOCAL, models: tiers(null, null, 'local/qwen3') });

    expect(names(chooseModels(local, anthropicKey))).toEqual({
      deep: ['qwen3'],
      standard: ['qwen3'],
      light: ['qwen3'],
    });
  });

  it('gives a task its tier or its model, the judge the deep one', () => {
    const choice = chooseModels(
      config({ reviewerModels: { security: 'deep', quality: 'anthropic/claude-haiku-5-5', 'agents-md': 'light' } }),
      anthropicKey,
    );
    const of = (task: string) => choice.kind === 'models' && choice.forTask(task).name;

    expect(['security', 'quality', 'agents-md', 'policy', 'judge'].map(of)).toEqual([
      'anthropic/claude-opus-5-5',
      'anthropic/claude-haiku-5-5',
      'anthropic/claude-haiku-5-5',
      'anthropic/claude-sonnet-5-5',
      'anthropic/claude-opus-5-5',
    ]);
  });

  it('builds chains within a family and refuses others', () => {
    const failover = (standIn: string) =>
      config({ failover: { 'anthropic/claude-opus-5-5': [standIn] }, providers: LOCAL });

    expect(names(chooseModels(failover('anthropic/claude-sonnet-5-5'), anthropicKey))['deep']).toEqual([
      'claude-opus-5-5',
      'claude-sonnet-5-5',
    ]);
    expect(() => chooseModels(failover('local/qwen3'), anthropicKey)).toThrow(/cannot stand in/);
  });

  it.each<[Partial<Config>, RegExp]>([
    [{ models: tiers(null, 'antropic/claude-sonnet-5-5', null) }, /Did you mean anthropic\?/],
    [{ models: tiers(null, 'anthropic/claude-sonet-5-5', null) }, /Did you mean anthropic\/claude-sonnet-5-5\?/],
    [{ reviewerModels: { quality: 'nowhere/x' } }, /Known: anthropic, openai/],
    [{ models: tiers(null, 'toString/x', null) }, /Known: anthropic, openai/],
    [{ failover: { 'anthropic/claude-opus-5-5': ['anthropic/claude-opus-9'] } }, /Known: anthropic\/claude-opus-5-5/],
    [{ providers: { odd: { kind: 'openai-compatible' } }, models: tiers(null, 'odd/x', null) }, /baseUrl/],
    [
      {
        providers: { odd: { kind: 'openai-compatible', baseUrl: 'https://user:pass@far.example/v1' } },
        models: tiers(null, 'odd/x', null),
      },
      /environment variable/,
    ],
  ])('refuses %j', (changes, remedy) => {
    for (const offline of [false, true]) {
      expect(() => chooseModels(config({ ...changes, offline }), anthropicKey)).toThrow(
        expect.objectContaining({ name: 'InputError', remedy: expect.stringMatching(remedy) }),
      );
    }
  });

  it('refuses a model that failed its check, unless forced', () => {
    const failed: ModelScore = {
      model: 'qwen3',
      toolCalls: { valid: 3, of: 50 },
      answers: { valid: 50, of: 50 },
      quotes: [],
      passes: false,
      reasons: ['3 of 50 tool calls were valid.'],
      mistakes: [],
    };
    const scores = (name: string) => (name === 'local/qwen3' ? failed : null);
    const local = { providers: LOCAL, models: tiers(null, 'local/qwen3', null) };

    expect(chooseModels(config(local), noKeys, scores)).toMatchObject({
      kind: 'unusable',
      reason: expect.stringContaining('3 of 50'),
    });
    expect(chooseModels(config({ ...local, forceModels: true }), noKeys, scores)).toMatchObject({ kind: 'models' });
    expect(chooseModels(config(local), noKeys, () => null)).toMatchObject({ kind: 'models' });
  });

  it('never shows a key', () => {
    const choice = chooseModels(config({}), anthropicKey);

    expect(JSON.stringify(choice)).not.toContain('sk-secret-value');
  });
});

it.each(['GITHUB_TOKEN', 'GH_TOKEN', 'ACTIONS_ID_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'INPUT_KEY', 'RUNNER_KEY'])(
  'refuses %s as the variable of a key: the analysing process never gets it',
  (keyVariable) => {
    const text = `providers: { far: { kind: anthropic, baseUrl: 'https://far.example', keyVariable: ${keyVariable} } }`;

    expect(() => readOperatorConfig(text, 'docket.yml')).toThrow(
      expect.objectContaining({ name: 'InputError', message: expect.stringContaining('is never handed to a model') }),
    );
    expect(readOperatorConfig(text.replace(keyVariable, 'GITHUBS_KEY'), 'docket.yml').providers).toHaveProperty('far');
  },
);

it('names every variable that may hold a key', () => {
  const providers: Config['providers'] = {
    far: { kind: 'anthropic', baseUrl: 'https://far.example', keyVariable: 'FAR_KEY' },
  };

  expect(keyVariables({ ...LOCAL, ...providers })).toEqual(['ANTHROPIC_API_KEY', 'FAR_KEY', 'OPENAI_API_KEY']);
});
