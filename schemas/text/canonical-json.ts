/** JSON with keys sorted by code units and no white space: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  // A null prototype keeps a key called `__proto__` an ordinary key.
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(record).toSorted()) copy[key] = record[key];
  return copy;
}
