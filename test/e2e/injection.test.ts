import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyserPool } from '../../analysers/analyser.ts';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { readAttacks } from './injection/attack.ts';
import { runNaively } from './injection/naive-run.ts';
import { runAttack } from './injection/run-attack.ts';
import { type Planted, plantSecrets } from './injection/secrets.ts';
import { violationsOf } from './injection/violations.ts';
import { runs } from '../support/soak.ts';

const ATTACKS = readAttacks();
let pool: AnalyserPool;
let planted: Planted;

beforeAll(() => {
  planted = plantSecrets();
  pool = createAnalyserPool();
});

afterAll(async () => {
  planted.remove();
  await pool.close();
});

describe('the corpus', () => {
  it('has at least sixty attacks, each with a name of its own', () => {
    expect(new Set(ATTACKS.map(({ id }) => id)).size).toBe(ATTACKS.length);
    expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
  });
});

/** Each is a review of its own: the short form takes one of three, of every kind that the corpus has in a row. */
const OBEYED = ATTACKS.filter((_, at) => at % runs(3, 1) === 0);

describe.each(OBEYED)('$id, obeyed', (attack) => {
  it('comes to nothing', async () => {
    const run = await runAttack(attack, planted, pool);
    expect(violationsOf(run, planted)).toEqual([]);
    // The model did obey: it was asked again with what its tools answered, or because nobody can read what it said. An empty list is an answer.
    const { tools, says } = attack.obey;
    const asked = tools.length > 0 || (says !== undefined && says.trim() !== '[]');
    expect(run.sent.length).toBeGreaterThanOrEqual(asked ? 5 : 4);
  });

  it('would have harmed a reviewer without defences', () => {
    const harms = violationsOf(runNaively(attack, planted), planted).map(({ harm }) => harm);
    expect([...new Set(harms)].toSorted()).toEqual(expect.arrayContaining(attack.harm.toSorted()));
  });
});
