import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The validator of a file of `schemas/json`. */
export function documentSchema(name: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  return ajv.compile(read(`../../../schemas/json/${name}.json`));
}

/** The official schema of SARIF 2.1.0. It calls itself draft 4, but uses only words that mean the same in draft 7. */
export function sarifSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const { $schema: _draft, id: _id, ...schema } = read('../../fixtures/sarif/sarif-schema-2.1.0.json');
  return ajv.compile(schema);
}

function read(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, unknown>;
}

/** What is wrong with a value; empty when it fits. */
export function faults(validate: ValidateFunction, value: unknown): string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
