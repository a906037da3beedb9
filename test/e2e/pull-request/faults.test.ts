import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelServer } from '../../support/model-server.ts';
import { startModelServer } from '../../support/model-server.ts';
import type { Pull } from '../../support/github/state.ts';
import { throughAction, throughApp, type Way } from './both-ways.ts';
import { FAULTS, FAULTY_BASE, FAULTY_CHANGE, UNJUDGED } from './faults.ts';
import * as models from './faulty-models.ts';

// Every way in which a review could end green although nobody looked, by the words in which it was reported, through the Action and through
// the App, as jobs and a server of their own. What comes by standard input comes by the command line alone: test/e2e/bad-input.test.ts.

describe.each([
  ['the Action', throughAction],
  ['the App', throughApp],
])('%s', (_name, open) => {
  let way: Way;
  let model: ModelServer;
  beforeAll(async () => {
    way = await open(FAULTY_BASE);
    model = await startModelServer({ contexts: { 'model-1': 131_072 }, respond: models.faultyModels });
  });
  afterAll(async () => {
    await way.close();
    await model.close();
  });

  describe('with no model', () => {
    let pull: Pull;
    let code: ReturnType<Way['code']>;
    beforeAll(async () => {
      pull = await way.opened({ ...FAULTY_CHANGE, ...UNJUDGED });
      code = way.code();
    });

    test.each(FAULTS)('$fault', ({ change, rule }) => {
      const { threads } = way.told(pull);
      const silent = Object.keys(change).filter(
        (path) => !threads.some((one) => one.path === path && rule.test(one.body)),
      );
      expect(silent).toEqual([]);
    });

    test('code that no rule judges is named, and hides nothing else', () => {
      const { check, text } = way.told(pull);
      expect(check).toMatch(/^failure: Significant concerns: .*not all covered$/);
      expect(text).toMatch(/1 Elixir file: only secrets and hidden characters were looked for/);
      expect([1, 'goes on']).toContain(code);
    });

    test('an empty change is neither a tick nor a failure: the head is the base', async () => {
      const empty = await way.openedEmpty();
      expect(way.told(empty).check).toBe('success: Nothing to review');
      expect([0, 'goes on']).toContain(way.code());
    });
  });

  describe('with models', () => {
    let pull: Pull;
    beforeAll(async () => {
      const own = { kind: 'openai-compatible', baseUrl: model.openAiUrl };
      await way.configure({ providers: { own }, models: { standard: 'own/model-1' } });
      pull = await way.opened({ [models.ORDERS]: models.ORDERS_TEXT });
    });

    test.each(Object.entries(models.ALONE))('%s', (_fault, title) => {
      const { check, threads } = way.told(pull);
      expect(threads.map((one) => one.title)).toContain(title);
      expect(check).toMatch(/^failure: Significant concerns: 4 critical/);
    });

    test('a critical finding on a line on which a suggestion in like words was dismissed earlier', async () => {
      await way.dismissed(pull, models.LOGGED);
      await way.pushed(pull, { [models.ORDERS]: models.ORDERS_NEXT });
      const { check, threads } = way.told(pull);
      expect(threads.map((one) => one.title)).toContain(models.LOGGED_GRAVE);
      expect(check).toMatch(/^failure: Significant concerns: 5 critical/);
    });

    test('a local model server that silently cuts the prompt to its context', async () => {
      const cut = await way.opened({ [models.RATES]: models.RATES_TEXT });
      const { check, text } = way.told(cut);
      expect(check).toMatch(/^failure: The review did not finish/);
      expect(text).toMatch(/4,095 tokens of a prompt/);
      expect([3, 'goes on']).toContain(way.code());
    });

    test.each(models.SCALES)('a model states its confidence as 0.95 (or 95) instead of 950: %s', async (path) => {
      const scaled = await way.opened({ [path]: models.SCALE_TEXT });
      const { check, threads } = way.told(scaled);
      expect(threads).toMatchObject([{ path, title: models.FRACTION, confidence: 950 }]);
      expect(check).toMatch(/^failure: Significant concerns: 1 critical/);
    });
  });
});
