import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { componentId, toJsonSchema } from './json-schema.ts';
import type { Schema } from './json-schema.ts';

const MOST_PROBLEMS = 5;

/** Compiles schemas of a description when they are first needed, with the components that they name. */
export class SchemaValidators {
  readonly #ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  readonly #added = new Set<string>();
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #components: Readonly<Record<string, Schema>>;
  readonly #isClosed: boolean;

  /** Closed ones refuse every field that the description does not name. */
  constructor(components: Readonly<Record<string, Schema>>, isClosed: boolean) {
    this.#components = components;
    this.#isClosed = isClosed;
    formats.default(this.#ajv);
  }

  /** What is wrong with a value; the key names the schema. */
  problems(key: string, schema: Schema, value: unknown): string[] {
    const validate = this.#compiled.get(key) ?? this.#compile(key, schema);
    return validate(value) ? [] : sentences(validate.errors);
  }

  #compile(key: string, schema: Schema): ValidateFunction {
    const queue: string[] = [];
    const conversion = { onComponent: (ref: string) => void queue.push(ref), isClosed: this.#isClosed };
    const converted = toJsonSchema(schema, conversion);
    for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
      const id = componentId(ref);
      if (this.#added.has(id)) continue;
      this.#added.add(id);
      const component = this.#components[ref.slice('#/components/schemas/'.length)] ?? {};
      this.#ajv.addSchema(toJsonSchema(component, conversion), id);
    }
    const compiled = this.#ajv.compile(converted);
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

function sentences(errors: readonly ErrorObject[] | null | undefined): string[] {
  return (errors ?? [])
    .slice(0, MOST_PROBLEMS)
    .map((one) => `${one.instancePath || '/'} ${one.message ?? ''} ${JSON.stringify(one.params)}`);
}
