/** A chance and how much it counts. */
export interface WeightedChance {
  readonly chance: number;
  readonly weight: number;
}

/** The nearest chances that never fall from one to the next (pool adjacent violators: Ayer et al., 1955), one for each given. */
export function monotone(chances: readonly WeightedChance[]): readonly WeightedChance[] {
  const pools: { chance: number; weight: number; size: number }[] = [];
  for (const { chance, weight } of chances) {
    let pool = { chance, weight, size: 1 };
    for (let last = pools.at(-1); last !== undefined && last.chance > pool.chance; last = pools.at(-1)) {
      const sum = last.weight + pool.weight;
      pool = {
        chance: (last.chance * last.weight + pool.chance * pool.weight) / sum,
        weight: sum,
        size: last.size + pool.size,
      };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ chance, weight, size }) => Array.from({ length: size }, () => ({ chance, weight })));
}
