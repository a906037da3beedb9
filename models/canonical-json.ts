/** JSON with keys sorted by code units and no white space: equal values give equal bytes whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    // A null prototype keeps a key called `__proto__` an ordinary key.
    const sorted = Object.create(null) as Record<string, unknown>;
    for (const key of Object.keys(inner).toSorted()) sorted[key] = (inner as Record<string, unknown>)[key];
    return sorted;
  });
}
