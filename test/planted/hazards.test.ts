import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Half, readHazards } from './hazard.ts';
import { halves } from './split.ts';

const ALL = readHazards();
/** The set that a seed halves. */
const HAZARDS = ALL.filter(({ set }) => set === undefined);

it('puts each hazard into the folder that the seed says', () => {
  const wanted = halves(HAZARDS);
  const misplaced = HAZARDS.filter(({ id, half }) => wanted.get(id) !== half);
  expect(misplaced.map(({ id }) => id)).toEqual([]);
});

it('halves every kind and family', () => {
  for (const cell of Map.groupBy(HAZARDS, ({ kind, family }) => `${kind} ${family}`).values()) {
    const seen = cell.filter(({ half }) => half === 'seen').length;
    expect(cell.length - seen - seen, cell[0]?.kind).toBeOneOf([0, 1]);
  }
});

it('holds nothing out that the author of the rules wrote, and all that others wrote later', () => {
  const halvesOf = (set: string) => new Set(ALL.filter((one) => one.set === set).map(({ half }) => half));
  expect(halvesOf('manifests')).toEqual(new Set(['seen']));
  for (const set of ['manifests-of-others', 'others-2', 'others-3'] as const)
    expect(halvesOf(set)).toEqual(new Set(['held-out']));
});

it('halves the pages by a seed of their own', () => {
  for (const [cell, all] of Map.groupBy(
    ALL.filter(({ set }) => set === 'pages'),
    ({ kind, family }) => `${kind} ${family}`,
  )) {
    expect(all.length, cell).toBeGreaterThanOrEqual(6);
    const seen = all.filter(({ half }) => half === 'seen').length;
    expect(all.length - seen - seen, cell).toBeOneOf([0, 1]);
  }
});

it('does not depend on the order in which hazards are read', () => {
  expect(halves(HAZARDS.toReversed())).toEqual(halves(HAZARDS));
});

it('gives every hazard a path of its own, lines that exist, and a twin that differs', () => {
  expect(HAZARDS).toHaveLength(170);
  expect(new Set(ALL.map(({ path }) => path)).size).toBe(ALL.length);
  for (const { id, hazard, safe, base, hazardLines } of ALL) {
    const [first, last] = hazardLines;
    expect(first, id).toBeLessThanOrEqual(last);
    expect(hazard.toString().split('\n').length, id).toBeGreaterThanOrEqual(last);
    expect(
      [safe, base].some((other) => other !== null && Buffer.from(hazard).equals(other)),
      id,
    ).toBe(false);
  }
});

it('holds no file that a tool would obey or a test run would pick up', () => {
  const names = Half.options.flatMap((half) =>
    readdirSync(fileURLToPath(new URL(half, import.meta.url)), { recursive: true, withFileTypes: true }),
  );
  const files = names.filter((entry) => entry.isFile()).map(({ name }) => name);
  expect(files.filter((name) => !/^(?:meta\.json|(?:base|hazard|safe)(?:\.\w+)?)$/.test(name))).toEqual([]);
});
