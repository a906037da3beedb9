import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Environment as HostEnvironment } from '../../app/config/config.ts';
import { ServeEnvironment } from '../../app/webhook/settings.ts';

const ROOT = new URL('../../', import.meta.url);
const FILES = readdirSync(new URL('deploy/', ROOT)).filter((name) => /^(?:compose|kubernetes).*\.yml$/.test(name));
const KNOWN = new Set([...Object.keys(ServeEnvironment.shape), ...Object.keys(HostEnvironment.shape)]);
/** Of providers and clouds: not ours to check. */
const OTHERS = /^(?:ANTHROPIC_API_KEY|AWS_\w+|POSTGRES_\w+)$/;

const textOf = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8');
const documentsOf = (name: string): unknown[] =>
  parseAllDocuments(textOf(`deploy/${name}`), { merge: true, strict: true }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  });

/** Every object within a value, with the keys that lead to it. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

const Environment = z.union([
  z.record(z.string(), z.unknown()).transform((all) => Object.keys(all)),
  z.array(z.object({ name: z.string() })).transform((all) => all.map(({ name }) => name)),
]);

it.each(FILES)('%s names only variables that the server knows', (name) => {
  const named = documentsOf(name).flatMap((document) =>
    [...objectsIn(document)].flatMap((one) => [
      ...('env' in one ? Environment.parse(one['env']) : []),
      ...('environment' in one ? Environment.parse(one['environment']) : []),
      ...(one['kind'] === 'ConfigMap' ? Environment.parse(one['data']) : []),
    ]),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((variable) => !KNOWN.has(variable) && !OTHERS.test(variable))).toEqual([]);
});

it.each(FILES)('%s starts what the container starts, with a role that there is', (name) => {
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(textOf('Dockerfile').split('HEALTHCHECK')[1] ?? '') ?? [];
  const own = z.array(z.string()).parse(JSON.parse(command));
  const given = documentsOf(name)
    .flatMap((document) => [...objectsIn(document)])
    .flatMap((one) => ['args', 'command'].flatMap((key) => (Array.isArray(one[key]) ? [one[key]] : [])));
  expect(given.length).toBe(name.includes('fleet') ? 2 : 0);
  for (const words of given) expect(words).toEqual([...own, '--role', expect.stringMatching(/^(?:web|worker)$/)]);
});
