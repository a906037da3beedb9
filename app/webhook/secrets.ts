const NAME = /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/i;

/** The values of variables whose names say that they are secret: keys of models, credentials of a store. */
export function secretsOf(raw: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(raw).flatMap(([name, value]) =>
    value !== undefined && NAME.test(name) && !name.endsWith('_FILE') ? [value] : [],
  );
}
