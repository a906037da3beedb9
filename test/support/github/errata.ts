import type { Schema } from './json-schema.ts';

type Components = Record<string, Schema>;

/** Where GitHub's answers are known to differ from its description. Each is applied to the description before it is used. */
export const ERRATA: readonly ((components: Components) => void)[] = [
  // A comment whose line is gone: the description calls these integers, the API sends null.
  nullable('pull-request-review-comment', ['line']),
  nullable('pull-request-review-comment', ['position']),
  nullable('review-comment', ['line']),
  // A pull request whose fork was deleted has no head repository.
  nullable('pull-request', ['head', 'repo']),
  nullable('pull-request-simple', ['head', 'repo']),
  // A label without a description.
  nullable('pull-request-simple', ['labels', 'items', 'description']),
  // These list a few permissions as an example of a map; all other permissions exist as well.
  open('integration', ['permissions']),
  open('nullable-integration', ['permissions']),
  // Every refusal carries its status, and a diff that is too large says so in a list of errors.
  more('validation-error', { status: { type: 'string' } }),
  more('validation-error-simple', { status: { type: 'string' } }),
  more('basic-error', { errors: { type: 'array', items: {} } }),
];

/** Operations whose answer is described wrongly, with the component that it is. */
export const ANSWER_ERRATA: Readonly<Record<string, Schema>> = {
  // The account is described as a user and an enterprise at once.
  'GET /app/installations': { type: 'array', items: { $ref: '#/components/schemas/installation' } },
};

type Change = (schema: Record<string, unknown>) => void;

function nullable(component: string, path: readonly string[]): (components: Components) => void {
  return changed(component, path, (schema) => {
    // A reference cannot be nullable by itself.
    if ('$ref' in schema) {
      schema['allOf'] = [{ $ref: schema['$ref'] }];
      delete schema['$ref'];
    }
    schema['nullable'] = true;
  });
}

function open(component: string, path: readonly string[]): (components: Components) => void {
  return changed(component, path, (schema) => void (schema['additionalProperties'] = { type: 'string' }));
}

function more(component: string, fields: Components): (components: Components) => void {
  return changed(component, [], (schema) => {
    schema['properties'] = { ...(schema['properties'] as Components | undefined), ...fields };
  });
}

function changed(component: string, path: readonly string[], change: Change): (components: Components) => void {
  return (components) => {
    let at = components[component];
    for (const name of path) {
      const properties = at?.['properties'] as Components | undefined;
      at = name === 'items' ? (at?.['items'] as Schema | undefined) : properties?.[name];
    }
    // A server's description may lack the component.
    if (at !== undefined) change(at as Record<string, unknown>);
  };
}
