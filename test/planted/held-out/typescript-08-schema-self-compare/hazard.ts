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

function changed(current: SchemaInfo, wanted: SchemaInfo): boolean {
  return current.version !== wanted.version || wanted.checksum !== wanted.checksum;
}

export function planMigrations(current: SchemaInfo[], wanted: SchemaInfo[]): MigrationPlan[] {
  const byName = new Map(current.map((schema) => [schema.name, schema]));
  const plans: MigrationPlan[] = [];

  for (const to of wanted) {
    const from = byName.get(to.name);
    if (!from || !changed(from, to)) continue;
    plans.push({ from, to, steps: Math.max(to.version - from.version, 1) });
  }

  return plans;
}
