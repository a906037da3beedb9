export interface SchemaInfo {
  name: string;
  version: number;
  checksum: string;
}

export interface MigrationPlan {
  from: SchemaInfo;
  to: SchemaInfo;
  steps: number;
}

export function planMigrations(current: SchemaInfo[], wanted: SchemaInfo[]): MigrationPlan[] {
  const byName = new Map(current.map((schema) => [schema.name, schema]));
  const plans: MigrationPlan[] = [];

  for (const to of wanted) {
    const from = byName.get(to.name);
    if (!from || from.version === to.version) continue;
    plans.push({ from, to, steps: Math.max(to.version - from.version, 1) });
  }

  return plans;
}
