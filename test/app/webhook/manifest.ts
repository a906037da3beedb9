import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** `app.yml`, as GitHub would read it. */
export const MANIFEST = parse(readFileSync(new URL('../../../app.yml', import.meta.url), 'utf8')) as {
  readonly default_permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly default_events: readonly string[];
};
