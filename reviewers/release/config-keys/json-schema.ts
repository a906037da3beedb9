import { z } from 'zod';
import { escaped } from '../quote.ts';
import { type KeySource, linesMatching } from './key-source.ts';

const Schemas = z.record(z.string(), z.unknown()).optional();
const JsonSchema = z.looseObject({
  $schema: z.string().optional(),
  $ref: z.string().optional(),
  properties: Schemas,
  patternProperties: Schemas,
});
type JsonSchema = z.infer<typeof JsonSchema>;

const IN_PLACE = ['allOf', 'anyOf', 'oneOf', 'then', 'else'];
/** A schema that unfolds to more than this is not compared. */
const MOST_NODES = 20_000;

/** Properties of a JSON Schema, by their dotted path, references inside the file followed. */
export const jsonSchema: KeySource = {
  words: {
    rule: 'removed-config-key',
    noun: 'schema key',
    user: (name) => `has \`${name}\` in a configuration or message of this schema`,
    expected: 'the key is accepted and used',
    actual: 'it is refused as unknown, or silently ignored',
  },
  accepts: (path) => /(?:^|\/)(?=[^/]*schema)[^/]*\.json$/i.test(path) || /(^|\/)schemas?\/[^/]+\.json$/i.test(path),
  async removed(_context, { old, new: now }) {
    const before = pathsOf(old);
    const after = pathsOf(now);
    const hidden = (path: string): boolean => [...after.open].some((prefix) => path.startsWith(prefix));
    const gone = [...before.paths].filter((path) => !after.paths.has(path) && !hidden(path));
    // What stood inside a removed key is gone with it.
    const outermost = gone.filter(
      (path) => !gone.some((other) => path.startsWith(`${other}.`) || path.startsWith(`${other}[`)),
    );
    return outermost.map((name) => {
      const key = name.slice(name.lastIndexOf('.') + 1);
      return { name, lines: linesMatching(old, new RegExp(`"${escaped(key)}"\\s*:`)) };
    });
  },
};

interface Paths {
  readonly paths: Set<string>;
  /** Prefixes under which more is accepted than can be listed. */
  readonly open: Set<string>;
  nodes: number;
}

function pathsOf(text: string): Paths {
  const root = JsonSchema.parse(JSON.parse(text));
  const found: Paths = { paths: new Set(), open: new Set(), nodes: 0 };
  collect({ root, schema: root, prefix: '', followed: [] }, found);
  return found;
}

interface Node {
  readonly root: JsonSchema;
  readonly schema: unknown;
  readonly prefix: string;
  /** References on the way here: a schema that refers to itself is unfolded once. */
  readonly followed: readonly string[];
}

function collect({ root, schema, prefix, followed }: Node, found: Paths): void {
  const parsed = JsonSchema.safeParse(schema);
  found.nodes += 1;
  if (found.nodes > MOST_NODES) found.open.add('');
  if (!parsed.success || found.nodes > MOST_NODES) return;
  const { $ref, properties, patternProperties } = parsed.data;
  const inside = (child: unknown, at: string): void => collect({ root, schema: child, prefix: at, followed }, found);
  if ($ref !== undefined && !followed.includes($ref)) {
    const target = resolve(root, $ref);
    if (target === undefined) found.open.add(prefix);
    else collect({ root, schema: target, prefix, followed: [...followed, $ref] }, found);
  }
  if (patternProperties !== undefined) found.open.add(prefix === '' ? '' : `${prefix}.`);
  for (const [key, child] of Object.entries(properties ?? {})) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    found.paths.add(path);
    inside(child, path);
  }
  for (const keyword of IN_PLACE) for (const child of [parsed.data[keyword]].flat()) inside(child, prefix);
  inside(parsed.data['items'], `${prefix}[]`);
  inside(parsed.data['additionalProperties'], `${prefix}.*`);
}

/** Follows `#/a/b`; undefined where the reference leaves the file or leads nowhere. */
function resolve(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  const steps = reference.slice(1).split('/').slice(1);
  return steps.reduce<unknown>((at, step) => {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    const table = z.record(z.string(), z.unknown()).safeParse(at);
    return table.success ? table.data[key] : undefined;
  }, root);
}
