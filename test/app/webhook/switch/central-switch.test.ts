import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../app/config/config.ts';
import { Switch, tightened } from '../../../../app/config/switch.ts';
import { openCentralSwitch } from '../../../../app/webhook/switch/central-switch.ts';
import { createLog } from '../../../../app/webhook/log.ts';
import { createScrubber } from '../../../../app/webhook/scrub.ts';
import type { SeenSwitch } from '../../../../app/webhook/switch/seen-switch.ts';
import type { Config } from '../../../../schemas/config.ts';

const log = createLog({ level: 'silent', scrubber: createScrubber([]), write: () => {} });
const CONFIG: Config = {
  ...DEFAULT_CONFIG,
  models: { deep: 'anthropic/big', standard: 'anthropic/middle', light: null },
  failover: { 'anthropic/middle': ['bedrock/middle', 'vertex/middle'] },
  rules: { 'security/*': 'off', 'quality/naming': 'off' },
  budget: { run: { usd: 2 }, pullRequest: {}, month: { usd: 100 } },
};
/** Remembers for as long as the test. */
function neverSeen(): SeenSwitch {
  let last: Awaited<ReturnType<SeenSwitch['newest']>> = null;
  return { newest: async () => last, remember: async (seen) => void (last = seen) };
}
const NO_MODEL = { tokens: 0 };

it('what is written is in force at the next look; what cannot be read is the last known for an hour, then no model is asked', async () => {
  let [text, time] = ['version: 1\nbudget: { run: { usd: 1 } }\n', 0];
  const read = async () => {
    if (text === '') throw new Error('gone');
    return { text, tag: 'x' };
  };
  const central = await openCentralSwitch({ where: 'switch.yml', read, seen: neverSeen(), log, now: () => time });
  try {
    expect(central.tighten(CONFIG).budget.run).toEqual({ usd: 1 });
    text = 'version: 2\nmodelsOff: all\n';
    await central.look();
    expect(central.tighten(CONFIG).budget.run).toEqual({
      usd: 2,
      ...NO_MODEL,
      because: "the operator's central switch, version 2",
    });
    text = 'version: 3\n';
    await central.look();
    for (const broken of ['', 'version: 4\nbudgets: 1\n', '{']) {
      text = broken;
      await central.look();
      expect(central.tighten(CONFIG)).toEqual(CONFIG);
    }
    time = 60 * 60_000;
    expect(central.tighten(CONFIG)).toEqual(CONFIG);
    time += 1;
    expect(central.tighten(CONFIG).budget.run).toMatchObject(NO_MODEL);
  } finally {
    central.stop();
  }
});

it('one that was never read lets no model be asked', async () => {
  const read = () => Promise.reject(new Error('no such file'));
  const central = await openCentralSwitch({ where: 'switch.yml', read, seen: neverSeen(), log, now: () => 0 });
  central.stop();
  expect(central.tighten(CONFIG).budget.run).toMatchObject(NO_MODEL);
});

it('a model that is off is stood in for; where nobody does, no model is asked', () => {
  const off = (modelsOff: readonly string[]) => tightened(CONFIG, Switch.parse({ version: 1, modelsOff }));
  expect(off(['anthropic/middle']).models.standard).toBe('bedrock/middle');
  expect(off(['anthropic/middle', 'bedrock/*']).models.standard).toBe('vertex/middle');
  expect(off(['anthropic/middle']).budget).toEqual(CONFIG.budget);
  expect(off(['anthropic/*']).budget.run).toMatchObject(NO_MODEL);
  const unnamed = { ...CONFIG, models: { deep: null, standard: null, light: null } };
  const said = Switch.parse({ version: 1, modelsOff: ['anthropic/*'] });
  expect(tightened(unnamed, said).budget.run).toMatchObject(NO_MODEL);
});

it('rules that are kept are switched off by nobody', () => {
  const kept = (keepRules: readonly string[]) => tightened(CONFIG, Switch.parse({ version: 1, keepRules })).rules;
  expect(kept(['security/code-injection'])).toEqual({ 'quality/naming': 'off' });
  expect(kept(['quality/*'])).toEqual({ 'security/*': 'off' });
  expect(kept(['performance/*'])).toEqual(CONFIG.rules);
  expect(kept(['*'])).toEqual({});
});

it('whatever it says, no budget grows and no rule is switched off more', () => {
  const cap = fc.record({ usd: fc.double({ min: 0, max: 1e6, noNaN: true }), tokens: fc.nat() }, { requiredKeys: [] });
  const caps = fc.record({ run: cap, pullRequest: cap, month: cap }, { requiredKeys: [] });
  const globs = fc.array(fc.constantFrom('*', 'security/*', 'quality/naming', 'anthropic/*', 'anthropic/middle'));
  const wider = (one: number | undefined, before: number | undefined) =>
    before !== undefined && (one === undefined || one > before);
  fc.assert(
    fc.property(caps, caps, globs, globs, (own, budget, modelsOff, keepRules) => {
      const before = { ...CONFIG, budget: { run: {}, pullRequest: {}, month: {}, ...own } } as Config;
      const after = tightened(before, Switch.parse({ version: 1, budget, modelsOff, keepRules }));
      for (const span of ['run', 'pullRequest', 'month'] as const)
        for (const unit of ['usd', 'tokens'] as const)
          expect(wider(after.budget[span][unit], before.budget[span][unit])).toBe(false);
      for (const [glob, level] of Object.entries(after.rules)) expect(before.rules[glob]).toBe(level);
    }),
  );
});
