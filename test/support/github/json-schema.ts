/** A schema of the description, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

const COMBINED = ['allOf', 'anyOf', 'oneOf'] as const;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The name under which a component is known to the validator. */
export const componentId = (ref: string): string => `component:${ref.slice('#/components/schemas/'.length)}`;

interface Conversion {
  /** Every component that was met. */
  readonly onComponent: (ref: string) => void;
  /** Whether an object may hold only what the description names; if not, also where the description says so itself. */
  readonly isClosed: boolean;
}

/**
 * Turns a schema of OpenAPI 3.0 into JSON Schema: `nullable` becomes a type of its own, references point at components by name. An
 * object is closed unless it says otherwise, so that a misspelt field is found; parts of combinations stay open, since each of them
 * names only some of the fields.
 */
export function toJsonSchema(schema: Schema, conversion: Conversion, isPart = false): Schema {
  const ref = schema['$ref'];
  if (typeof ref === 'string') {
    conversion.onComponent(ref);
    return { $ref: componentId(ref) };
  }
  const { nullable, properties, items, additionalProperties, ...rest } = schema;
  const inner = (value: unknown, part = false): unknown =>
    isSchema(value) ? toJsonSchema(value, conversion, part) : value;
  const converted: Record<string, unknown> = { ...rest };
  for (const word of ['example', 'examples', 'description', 'title', 'default']) delete converted[word];
  for (const word of COMBINED) {
    const parts = rest[word];
    if (Array.isArray(parts)) converted[word] = parts.map((part) => inner(part, true));
  }
  if (items !== undefined) converted['items'] = inner(items);
  if (isSchema(properties)) {
    converted['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [name, inner(value)]),
    );
    const isOpen = isPart || !conversion.isClosed || COMBINED.some((word) => word !== 'anyOf' && word in rest);
    if (!isOpen) converted['additionalProperties'] = false;
  }
  const closes = additionalProperties === false;
  if (additionalProperties !== undefined && (conversion.isClosed || !closes))
    converted['additionalProperties'] = inner(additionalProperties);
  return nullable === true ? orNull(converted) : converted;
}

function orNull(schema: Schema): Schema {
  return { anyOf: [{ type: 'null' }, schema] };
}
