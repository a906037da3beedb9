import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Answer, Call, Route } from './call.ts';
import { ANSWER_ERRATA, ERRATA } from './errata.ts';
import type { Schema } from './json-schema.ts';
import { SchemaValidators } from './schema-validators.ts';

interface Operation {
  readonly parameters?: readonly (Schema & { readonly $ref?: string })[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, Schema>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Record<string, Schema>;
    readonly parameters: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Schema>>;
  };
  readonly 'x-webhooks'?: Readonly<Record<string, { readonly post: Operation }>>;
}

const FILES = { 'github.com': 'api.github.com.json', ghes: 'ghes-3.19.json' } as const;
const known = new Map<string, PublishedDescription>();

const REFUSALS = ['basic-error', 'validation-error', 'validation-error-simple'].map((name) => ({
  $ref: `#/components/schemas/${name}`,
}));

/** GitHub's own description of its REST API, with schemas compiled when they are first needed. One a process and host. */
export function publishedDescription(host: keyof typeof FILES): PublishedDescription {
  const found = known.get(host) ?? new PublishedDescription(host);
  known.set(host, found);
  return found;
}

class PublishedDescription {
  readonly #document: Document;
  readonly #requests: SchemaValidators;
  readonly #answers: SchemaValidators;
  readonly #payloads: SchemaValidators;

  constructor(host: keyof typeof FILES) {
    const path = createRequire(import.meta.url).resolve(`@octokit/openapi/generated/${FILES[host]}`);
    this.#document = JSON.parse(readFileSync(path, 'utf8')) as Document;
    const { schemas } = this.#document.components;
    for (const erratum of ERRATA) erratum(schemas);
    this.#requests = new SchemaValidators(schemas, true);
    // The older description of a server lacks some fields that the answers share with github.com, as the payloads' does.
    this.#payloads = new SchemaValidators(schemas, false);
    this.#answers = host === 'github.com' ? new SchemaValidators(schemas, true) : this.#payloads;
  }

  /** What is wrong with a request, in words that name the field; nothing for one that is as described. */
  requestProblems({
    route,
    call,
    hasBody,
  }: {
    readonly route: Route;
    readonly call: Call;
    readonly hasBody: boolean;
  }): string[] {
    const operation = this.#operation(route.method, route.path);
    if (operation === null) return [`${route.method} ${route.path} is not in the description.`];
    const problems = this.#queryProblems(operation, call);
    const { requestBody } = operation;
    if (requestBody === undefined) return hasBody ? [...problems, 'The request takes no body.'] : problems;
    if (!hasBody) return requestBody.required === true ? [...problems, 'The body is missing.'] : problems;
    const schema = requestBody.content['application/json']?.schema ?? {};
    return [...problems, ...this.#requests.problems(`${route.method} ${route.path}`, schema, call.body)];
  }

  /** What is wrong with an answer of ours. */
  answerProblems({ route, answer }: { readonly route: Route; readonly answer: Answer }): string[] {
    if (answer.contentType !== undefined) return [];
    const operation = this.#operation(route.method, route.path);
    const response = operation?.responses[String(answer.status)];
    if (response === undefined) {
      // The description does not list every refusal of every operation; all of them look the same.
      if (answer.status < 400) return ['The status is not in the description.'];
      return this.#answers.problems('refusal', { anyOf: REFUSALS }, answer.body);
    }
    const content = this.#resolved(response)['content'] as
      | Readonly<Record<string, { readonly schema?: Schema }>>
      | undefined;
    if (content === undefined) return answer.body === undefined ? [] : ['The answer has no body.'];
    const name = `${route.method} ${route.path}`;
    const schema = (answer.status === 200 ? ANSWER_ERRATA[name] : undefined) ?? content['application/json']?.schema;
    return schema === undefined ? [] : this.#answers.problems(`${name} ${answer.status}`, schema, answer.body);
  }

  /** What is wrong with the payload of an event. */
  payloadProblems(event: string, action: string | null, payload: unknown): string[] {
    const webhooks = this.#document['x-webhooks'] ?? {};
    const name = [event, ...(action === null ? [] : [action])].join('-').replaceAll('_', '-');
    const found = Object.entries(webhooks).find(([key]) => key.replaceAll('_', '-') === name);
    if (found === undefined) return [`There is no event ${name}.`];
    const schema = found[1].post.requestBody?.content['application/json']?.schema ?? {};
    return this.#payloads.problems(`webhook ${name}`, schema, payload);
  }

  /** Whether GitHub has such an operation, which we may lack. */
  has(method: string, path: string): boolean {
    return Object.entries(this.#document.paths).some(([template, operations]) => {
      const source = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
      return method.toLowerCase() in operations && new RegExp(`^${source}$`).test(path);
    });
  }

  #operation(method: string, path: string): Operation | null {
    return this.#document.paths[path]?.[method.toLowerCase()] ?? null;
  }

  #queryProblems(operation: Operation, call: Call): string[] {
    const parameters = (operation.parameters ?? [])
      .map((one) => this.#resolved(one))
      .filter((one) => one['in'] === 'query');
    return [...call.query].flatMap(([name, value]) => {
      const parameter = parameters.find((one) => one['name'] === name);
      if (parameter === undefined) return [`The query takes no \`${name}\`.`];
      const schema = (parameter['schema'] ?? {}) as Schema;
      const typed =
        schema['type'] === 'integer' ? Number(value) : schema['type'] === 'boolean' ? value === 'true' : value;
      const problems = this.#requests.problems(`query ${name} ${JSON.stringify(schema)}`, schema, typed);
      return problems.map((words) => `\`${name}\`: ${words}`);
    });
  }

  #resolved(given: Schema): Schema {
    const ref = given['$ref'];
    if (typeof ref !== 'string') return given;
    const [, , kind, name] = ref.split('/');
    const list = kind === 'parameters' ? this.#document.components.parameters : this.#document.components.responses;
    return list[name ?? ''] ?? {};
  }
}
