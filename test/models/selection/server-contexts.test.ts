import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { chooseModels } from '../../../models/selection/choose-models.ts';
import { withServerContexts } from '../../../models/selection/server-contexts.ts';
import type { Config } from '../../../schemas/config.ts';
import { startTellingServer, TELLS, type TellingServer } from '../../support/telling-server.ts';

let telling: TellingServer;
let silent: TellingServer;
beforeAll(async () => {
  telling = await startTellingServer(TELLS.vllm(131_072));
  silent = await startTellingServer({});
});
afterAll(async () => {
  await telling.close();
  await silent.close();
});

const NAME = 'own/qwen3:8b';
const configOf = (baseUrl: string, more: Partial<Config> = {}): Config => ({
  ...DEFAULT_CONFIG,
  providers: { own: { kind: 'openai-compatible', baseUrl } },
  models: { deep: null, standard: NAME, light: null },
  ...more,
});

async function known(config: Config, keys: (variable: string) => string | undefined = () => undefined) {
  const notices: string[] = [];
  const before = telling.asked.length + silent.asked.length;
  const signal = new AbortController().signal;
  const told = await withServerContexts(config, { keys, signal, onNotice: (text) => void notices.push(text) });
  const choice = chooseModels(told, keys);
  const contextOf = (task: string) =>
    choice.kind === 'models' ? choice.forTask(task).models.map((model) => model.capability.contextTokens) : null;
  const requests = telling.asked.length + silent.asked.length - before;
  return { told, contexts: contextOf('quality'), judge: contextOf('judge'), notices, requests };
}

describe('a model that nobody described', () => {
  test('has the context that its server tells', async () => {
    const { contexts, notices, requests } = await known(configOf(`${telling.origin}/v1`));
    expect([contexts, notices, requests]).toEqual([[131_072], [], 3]);
  });

  test('is small when its server tells nothing, and the notice says what to do', async () => {
    const { contexts, notices } = await known(configOf(`${silent.origin}/v1`));
    expect(contexts).toEqual([4_096]);
    expect(notices).toEqual([
      `${NAME} is taken for a model of 4,096 tokens of context: its server tells none (/props: status 404, /models: status 404, /api/show: status 404). Say by capabilities.${NAME}.contextTokens what it has.`,
    ]);
  });

  test('is asked about on another machine that gets no key, too', async () => {
    expect((await known(configOf(`http://0.0.0.0:${telling.port}/v1`))).contexts).toEqual([131_072]);
    expect((await known(configOf(`http://0.0.0.0:${silent.port}/v1`))).contexts).toEqual([4_096]);
  });

  test('is asked about wherever it stands in, and once', async () => {
    const { judge, requests } = await known(
      configOf(`${telling.origin}/v1`, {
        reviewerModels: { judge: NAME, security: NAME },
        failover: { [NAME]: ['own/qwen3:70b'] },
      }),
    );
    expect([judge, requests]).toEqual([[131_072, 4_096], 6]);
  });

  test('keeps what the operator says of the rest of it', async () => {
    const said = { tools: false, family: 'mine' };
    const { told } = await known(configOf(`${telling.origin}/v1`, { capabilities: { [NAME]: said } }));
    expect(told.capabilities).toEqual({ [NAME]: { ...said, contextTokens: 131_072 } });
  });
});

describe('nobody is asked', () => {
  const key = () => 'some-key';
  test.each<[string, () => Config, number[] | null]>([
    [
      'about a context that the operator gives',
      () => configOf(`${telling.origin}/v1`, { capabilities: { [NAME]: { contextTokens: 8_000 } } }),
      [8_000],
    ],
    ['offline', () => configOf(`${telling.origin}/v1`, { offline: true }), null],
    [
      'who speaks the Messages API',
      () =>
        configOf('', {
          providers: { own: { kind: 'anthropic', baseUrl: telling.origin } },
          capabilities: { [NAME]: { tools: true } },
        }),
      [200_000],
    ],
    [
      'who is hosted',
      () =>
        configOf('', {
          providers: { own: { kind: 'openai-compatible', baseUrl: 'https://models.invalid/v1', keyVariable: 'OWN' } },
        }),
      [32_768],
    ],
    ['without a provider of that kind', () => DEFAULT_CONFIG, [1_000_000]],
  ])('%s', async (_, config, expected) => {
    const { contexts, notices, requests, told } = await known(config(), key);
    expect([contexts, notices, requests]).toEqual([expected, [], 0]);
    expect(told).toEqual(config());
  });
});
