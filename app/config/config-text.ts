import { editDistance } from '../../schemas/text/edit-distance.ts';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { OperatorOnlyConfig } from '../../schemas/config.ts';
import { InputError, describeCause } from '../../schemas/problem.ts';

interface ConfigText<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** For people: the file's path, or where else the value comes from. */
  readonly where: string;
  readonly kind: 'repository' | 'operator' | 'environment';
  /** YAML (and so JSON); or `value`, already an object. */
  readonly text?: string;
  readonly value?: unknown;
}

/** A key that is more than this many edits away from every known one gets no suggestion. */
const MOST_EDITS = 3;

/** Parses YAML against a schema. Throws `InputError` that names the file, the key and what is allowed there. */
export function parseConfigText<Schema extends z.ZodType>(input: ConfigText<Schema>): z.output<Schema> {
  const value = input.text === undefined ? input.value : parseYaml(input.text, input.where);
  const result = input.schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw new InputError({
    what: result.error.issues.flatMap((issue) => describe(issue, input)).join('; '),
    where: input.where,
    remedy:
      input.kind === 'environment'
        ? 'Correct or unset the variable.'
        : 'Correct the file; one that is read at a commit counts once it is committed. docs/configuration.md lists every key.',
  });
}

function parseYaml(text: string, where: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const at = lineCounter.linePos(error.pos[0]);
    throw new InputError({
      what: `not valid YAML: ${error.message}`,
      where: `${where}:${at.line}:${at.col}`,
      remedy: 'Correct the file; one that is read at a commit counts once it is committed.',
      cause: error,
    });
  }
  try {
    // Aliases can blow a small file up to gigabytes; a configuration has no use for more than a few.
    return document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw new InputError({
      what: `not usable YAML: ${describeCause(cause)}`,
      where,
      remedy: 'Write the values out instead of using aliases.',
      cause,
    });
  }
}

function describe(issue: z.core.$ZodIssue, input: ConfigText<z.ZodType>): string[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [`${path.join('.') || 'the document'}: ${issue.message}`];
  const known = knownKeys(input.schema, path);
  return issue.keys.map((key) => {
    const name = [...path, key].join('.');
    if (input.kind === 'repository' && knownKeys(OperatorOnlyConfig, path).includes(key)) {
      return `${name} may be set by the operator only (user configuration, --config, environment or flag), not by the repository`;
    }
    const nearest = known
      .map((candidate) => ({ candidate, edits: editDistance(key.toLowerCase(), candidate.toLowerCase()) }))
      .filter(({ edits }) => edits <= MOST_EDITS)
      .toSorted((a, b) => a.edits - b.edits)[0];
    const hint = nearest === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${nearest.candidate}?`;
    return `unknown key ${name} (${hint})`;
  });
}

/** The keys that a schema allows at a path; records are passed through by any key. */
function knownKeys(schema: z.ZodType, path: readonly string[]): string[] {
  let at: unknown = schema;
  for (const key of path) at = childSchema(at, key);
  const shape = definition(at)?.shape;
  return shape === undefined ? [] : Object.keys(shape);
}

interface Definition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly innerType?: unknown;
  readonly valueType?: unknown;
}

function definition(schema: unknown): Definition | undefined {
  if (typeof schema !== 'object' || schema === null || !('def' in schema)) return undefined;
  const def: Definition = schema.def as Definition;
  return def.innerType === undefined ? def : definition(def.innerType);
}

function childSchema(schema: unknown, key: string): unknown {
  const def = definition(schema);
  return def?.shape?.[key] ?? def?.valueType;
}
