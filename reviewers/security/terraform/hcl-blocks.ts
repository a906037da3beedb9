import type { HclValue } from './read-hcl.ts';

/** The values of one block without those of blocks in it, and where it begins. */
export interface HclBlock {
  readonly head: HclValue;
  /** `resource`, and for blocks in it `ingress`. */
  readonly type: string;
  /** The type of the resource, module or data that it is, or stands in. */
  readonly of: string;
  readonly values: ReadonlyMap<string, HclValue>;
}

/** All blocks of a file. */
export function blocksOf(values: readonly HclValue[]): readonly HclBlock[] {
  const byPlace = Map.groupBy(values, ({ around }) => around);
  return [...byPlace].flatMap(([around, all]) => {
    const head = all.find(
      ({ value, keys }) => value === '' && around.endsWith(`]`) && around.includes(`/${keys.at(-1) ?? ''}[`),
    );
    if (head === undefined) return [];
    const own = all.filter((one) => one !== head);
    return [
      {
        head,
        type: head.keys.at(-1) ?? '',
        of: head.block[1] ?? '',
        values: new Map(own.map((one) => [one.keys.at(-1) ?? '', one])),
      },
    ];
  });
}

/** A value without its quotes. */
export function textOf(value: HclValue | undefined): string {
  return (value?.value ?? '').replace(/^"([^"]*)"$/, '$1');
}

/** Whether it names every network. */
export function isEverywhere(value: HclValue | undefined): boolean {
  return /"(?:0\.0\.0\.0\/0|::\/0|\*|Internet|any)"/i.test(value?.value ?? '');
}
