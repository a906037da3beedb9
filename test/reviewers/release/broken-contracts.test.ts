import { expect, test } from 'vitest';
import { release } from '../../../reviewers/release/index.ts';
import { runChecks } from '../check-table.ts';

const manifest = (version: string): string => `${JSON.stringify({ name: 'server', version }, null, 2)}\n`;

/** What is told of one file that changes in a project at 2.1.0. */
async function told(
  path: string,
  old: string,
  now: string,
  beside: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const before = { 'package.json': manifest('2.1.0') };
  const { reports, unavailable } = await runChecks(
    release,
    { old: { ...before, [path]: old }, new: { ...before, ...beside, [path]: now } },
    { only: ['broken-contracts'] },
  );
  expect(unavailable).toEqual([]);
  return reports.map(
    ({ location, title }) => `${location?.side}:${location?.startLine} ${title.replace(/^[^:]*: /, '')}`,
  );
}

const api = (operation: string, schemas = ''): string =>
  `openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /pets/{id}:\n    post:\n${operation}\ncomponents:\n  schemas:\n    Pet:\n      type: object\n${schemas}`;
const parameter = (more: string): string =>
  `      parameters:\n        - name: limit\n          in: query\n          schema:\n            type: integer\n${more}      responses: {'200': {description: d}}`;
const takes = `      requestBody:\n        content:\n          application/json:\n            schema: {$ref: '#/components/schemas/Pet'}\n      responses: {'200': {description: d}}`;
const gives = `      responses:\n        '200':\n          description: d\n          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/Pet'}`;
const pet = (...properties: string[]): string =>
  ['      properties:', ...properties.map((line) => `        ${line}`), ''].join('\n');

const API: readonly (readonly [name: string, old: string, now: string, expected: readonly string[]])[] = [
  [
    'a parameter must be sent',
    parameter(''),
    parameter('          required: true\n'),
    ['new:11 POST /pets/{id}, parameter `limit` must be sent now'],
  ],
  ['a parameter need not be sent', parameter('          required: true\n'), parameter(''), []],
  [
    'a parameter is narrower',
    parameter(''),
    parameter('            maximum: 10\n').replace('type: integer\n', 'type: integer\n'),
    ['new:11 POST /pets/{id}, parameter `limit` has another `maximum`: 10 instead of none'],
  ],
  [
    'an answer is gone',
    `${gives}\n        '201': {description: e}`,
    gives,
    ['old:12 POST /pets/{id}, answer 201 is removed'],
  ],
];

test.each(API)('OpenAPI: %s', async (_, old, now, expected) => {
  expect(await told('openapi.yaml', api(old), api(now))).toEqual(expected);
});

const header = (more: string): string =>
  `      responses:\n        '200':\n          description: d\n          headers:\n            X-Left:\n              ${more}`;

test.each([
  [
    'a header may be missing now',
    header('required: true'),
    header('required: false'),
    ['old:11 POST /pets/{id}, answer 200, header `X-Left` is no longer always there'],
  ],
  ['a header is always there now', header('required: false'), header('required: true'), []],
  [
    'a header is of another type',
    header('schema: {type: integer}'),
    header('schema: {type: string}'),
    ['new:11 POST /pets/{id}, answer 200, header `X-Left` is of another type: string instead of integer'],
  ],
])('OpenAPI: %s', async (_, old, now, expected) => {
  expect(await told('openapi.yaml', api(old), api(now))).toEqual(expected);
});

test('OpenAPI: what only the server writes may change for those who send; a default excuses nobody', async () => {
  const change = (old: string, now: string): Promise<string[]> =>
    told('openapi.yaml', api(takes, pet(old)), api(takes, pet(now)));
  expect(
    await change('id: {type: string, readOnly: true}', 'id: {type: string, readOnly: true, maxLength: 3}'),
  ).toEqual([]);
  expect(await change('id: {type: string}', 'id: {type: string, maxLength: 3}')).toHaveLength(1);
  const needed = api(takes, `${pet('id: {type: string, default: a}')}      required: [id]\n`);
  expect(await told('openapi.yaml', api(takes, pet('id: {type: string, default: a}')), needed)).toEqual([
    'new:17 POST /pets/{id}, body.id must be sent now',
  ]);
});

test('what tests expect is nobody’s contract', async () => {
  const [old, now] = [api(parameter('')), api(parameter('          required: true\n'))];
  expect(await told('openapi.yaml', old, now)).toHaveLength(1);
  expect(await told('jvm/test-resources/expected/openapi.yaml', old, now)).toEqual([]);
});

test('what breaks in one file is one finding, each line named behind the first', async () => {
  const [old, now] = [['a', 'b', 'c', 'd'], ['a']].map((names) =>
    pet(...names.map((name) => `${name}: {type: string}`)),
  );
  const before = { 'package.json': manifest('2.1.0') };
  const { reports } = await runChecks(
    release,
    {
      old: { ...before, 'openapi.yaml': api(gives, old ?? '') },
      new: { ...before, 'openapi.yaml': api(gives, now ?? '') },
    },
    { only: ['broken-contracts'] },
  );
  expect(reports).toHaveLength(1);
  expect(reports[0]?.title).toContain('answer 200.b is removed and at 2 more lines');
  expect(reports[0]?.explanation).toMatch(/Further: .*\.c is removed \(line 19\); .*\.d is removed \(line 20\)\./);
});

const PETS: readonly (readonly [
  name: string,
  operation: string,
  old: string,
  now: string,
  expected: readonly string[],
])[] = [
  [
    'what a client gets loses a property',
    gives,
    pet('id: {type: string}', 'name: {type: string}'),
    pet('id: {type: string}'),
    ['old:18 POST /pets/{id}, answer 200.name is removed'],
  ],
  [
    'what a client gets has one more',
    gives,
    pet('id: {type: string}'),
    pet('id: {type: string}', 'name: {type: string}'),
    [],
  ],
  [
    'what a client sends needs one more',
    takes,
    pet('id: {type: string}'),
    `${pet('id: {type: string}')}      required: [id]\n`,
    ['new:17 POST /pets/{id}, body.id must be sent now'],
  ],
  [
    'what a client gets always has it',
    gives,
    pet('id: {type: string}'),
    `${pet('id: {type: string}')}      required: [id]\n`,
    [],
  ],
  [
    'a value is no longer taken',
    takes,
    pet('kind: {enum: [cat, dog]}'),
    pet('kind: {enum: [cat]}'),
    ['old:16 POST /pets/{id}, body.kind no longer takes "dog"'],
  ],
  ['a further value is taken', takes, pet('kind: {enum: [cat]}'), pet('kind: {enum: [cat, dog]}'), []],
  [
    'a client may get null',
    gives,
    pet('id: {type: string}'),
    pet("id: {type: [string, 'null']}"),
    ['new:17 POST /pets/{id}, answer 200.id may be null now'],
  ],
  [
    'a client may send numbers where whole ones were asked for',
    takes,
    pet('id: {type: integer}'),
    pet('id: {type: number}'),
    [],
  ],
];

test.each(PETS)('OpenAPI: %s', async (_, operation, old, now, expected) => {
  expect(await told('openapi.yaml', api(operation, old), api(operation, now))).toEqual(expected);
});

test('a schema that refers to itself ends', async () => {
  const self = (type: string): string => pet(`id: {type: ${type}}`, "parent: {$ref: '#/components/schemas/Pet'}");
  expect(await told('openapi.yaml', api(gives, self('string')), api(gives, self('integer')))).toEqual([
    'new:17 POST /pets/{id}, answer 200.id is of another type: integer instead of string',
  ]);
});

const SCHEMA = 'type Query {\n  pet(id: ID): Pet\n}\ntype Pet {\n  id: ID\n  name: String\n}\n';
const GRAPHQL: readonly (readonly [name: string, now: string, expected: readonly string[]])[] = [
  ['a field is gone', SCHEMA.replace('  name: String\n', ''), ['old:6 Pet.name Pet.name was removed']],
  [
    'an argument must be given',
    SCHEMA.replace('(id: ID)', '(id: ID, kind: String!)'),
    ['new:2 kind A required arg kind on Query.pet was added'],
  ],
  ['a field is more certain', SCHEMA.replace('id: ID\n', 'id: ID!\n'), []],
  ['a field is added', SCHEMA.replace('  name', '  age: Int\n  name'), []],
];

test.each(GRAPHQL)('GraphQL: %s', async (_, now, expected) => {
  const all = await told('schema.graphql', SCHEMA, now);
  expect(all).toHaveLength(expected.length);
  expect(all.map((line) => line.split(' ', 1)[0])).toEqual(expected.map((line) => line.split(' ', 1)[0]));
});

test('GraphQL: the types of other files are not missed', async () => {
  expect(
    await told(
      'schema.graphql',
      'extend type Query {\n  owner: Owner\n}\n',
      'extend type Query {\n  owner: Owner\n  more: More\n}\n',
    ),
  ).toEqual([]);
});

const PROTO =
  'syntax = "proto3";\npackage a;\nmessage Pet {\n  string id = 1;\n  string name = 2;\n}\nservice Pets {\n  rpc Get(Pet) returns (Pet);\n}\n';
const PROTOS: readonly (readonly [name: string, now: string, expected: readonly string[]])[] = [
  [
    'a field is gone',
    PROTO.replace('  string name = 2;\n', ''),
    ['old:5 a.Pet.name is removed, and its number 2 is not reserved'],
  ],
  ['a field is gone and its number kept free', PROTO.replace('string name = 2;', 'reserved 2;'), []],
  [
    'a number means another type',
    PROTO.replace('string name', 'int32 name'),
    ['old:5 a.Pet.name is no longer `string` but `int32`, under the same number 2'],
  ],
  ['a call is gone', PROTO.replace('  rpc Get(Pet) returns (Pet);\n', ''), ['old:8 a.Pets.Get is removed or renamed']],
  [
    'a call takes another message',
    PROTO.replace('Get(Pet)', 'Get(stream Pet)'),
    ['old:8 a.Pets.Get is no longer `( Pet ) returns ( Pet )` but `( stream Pet ) returns ( Pet )`'],
  ],
  [
    'a field may be missing now',
    PROTO.replace('string name', 'optional string name'),
    ['old:5 a.Pet.name changes whether it may be missing: EXPLICIT instead of IMPLICIT'],
  ],
  [
    'a field is called otherwise in JSON',
    PROTO.replace('name = 2;', 'name = 2 [json_name = "called"];'),
    ['old:5 a.Pet.name changes its name in JSON: called instead of name'],
  ],
  ['a field says what JSON calls it anyway', PROTO.replace('name = 2;', 'name = 2 [json_name = "name"];'), []],
  ['a field has rules', PROTO.replace('name = 2;', 'name = 2 [(rules) = {min: 1}];'), []],
  [
    'generated code is called otherwise',
    PROTO.replace('package a;', 'package a;\noption go_package = "b";'),
    ['new:3 `pet.proto` has another `go_package`: b instead of none'],
  ],
  [
    'the package is another',
    PROTO.replace('package a;', 'package b;'),
    ['new:2 `pet.proto` has another `package`: b instead of a'],
  ],
  [
    'two fields are gone',
    PROTO.replace('  string id = 1;\n  string name = 2;\n', ''),
    ['old:4 a.Pet.id is removed, and its number 1 is not reserved and at 1 more line'],
  ],
  ['a field is added', PROTO.replace('  string name', '  repeated string tags = 3; // = 4;\n  string name'), []],
];

test.each(PROTOS)('Protocol Buffers: %s', async (_, now, expected) => {
  expect(await told('pet.proto', PROTO, now)).toEqual(expected);
});

test('what is announced is not told', async () => {
  const gone = SCHEMA.replace('  name: String\n', '');
  expect(await told('schema.graphql', SCHEMA, gone, { 'package.json': manifest('3.0.0') })).toEqual([]);
  expect(await told('schema.graphql', SCHEMA, gone, { 'CHANGELOG.md': '`Pet.name` is removed\n' })).toEqual([]);
});

const schemaOf = (port: string, more = ''): string =>
  `{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",\n"properties": {\n"port": ${port}\n}${more}}\n`;
const SCHEMAS: readonly (readonly [now: string, expected: readonly string[]])[] = [
  [schemaOf('{"type": "string"}'), ['new:3 $.port is of another type: string instead of integer']],
  [schemaOf('{"type": "integer", "maximum": 9}'), ['new:3 $.port has another `maximum`: 9 instead of none']],
  [schemaOf('{"type": "integer"}', ',\n"required": ["port"]'), ['new:5 $.port must be sent now']],
  [schemaOf('{"type": ["integer", "null"]}'), []],
  [schemaOf('{"type": "integer", "description": "d"}'), []],
];

test.each(SCHEMAS)('JSON Schema: %s', async (now, expected) => {
  expect(await told('config.schema.json', schemaOf('{"type": "integer"}'), now)).toEqual(expected);
});
