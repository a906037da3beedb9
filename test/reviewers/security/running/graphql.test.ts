import { describe, expect, test } from 'vitest';
import { quality } from '../../../../reviewers/quality/index.ts';
import { security } from '../../../../reviewers/security/index.ts';
import { judgeGraphqlSlips } from '../../../../reviewers/quality/graphql/judge-graphql.ts';
import { runChecks } from '../../check-table.ts';

async function said(base: string, head: string): Promise<readonly string[]> {
  const path = 'schema.graphql';
  const trees = { old: base === '' ? {} : { [path]: base }, new: { [path]: head } };
  const { reports, unjudged } = await runChecks(security, trees, { only: ['graphql-documents'] });
  return [
    ...reports.map(({ rule, severity = '' }) => `${rule} ${severity}`.trim()),
    ...(unjudged.length > 0 ? ['unjudged'] : []),
  ];
}

const GONE = ['guard-removed warning'];
const OPEN = ['public-exposure warning'];

describe('whom a schema lets in', () => {
  test.each([
    ['type Q { a: Int @auth(requires: ADMIN) }', 'type Q { a: Int }', GONE],
    ['type Q @hasRole(role: "x") { a: Int }', 'type Q { a: Int }', GONE],
    ['type Q { a: Int @authenticated b: Int }', 'type Q { a: Int b: Int @authenticated }', GONE],
    ['extend type Q { a: Int @requiresScopes(scopes: [["x"]]) }', 'extend type Q { a: Int }', GONE],
    ['type Q { a(b: Int @constraint(max: 5)): Int }', 'type Q { a(b: Int): Int }', GONE],
    [
      'type Q { a: Int @auth(requires: ADMIN) }',
      'type Q { a: Int @auth(requires: USER) }',
      ['guard-removed suggestion'],
    ],
    ['type Q { a: Int @isAuthenticated }', 'type Q { a: Int @skipAuth }', ['public-exposure warning', ...GONE]],
    ['', 'type Q @auth(rules: [{ allow: public }]) { a: Int }', OPEN],
    ['', 'type Q { a: Int @aws_api_key }', OPEN],
    ['', 'type Q { a: Int @rest(endpoint: "http://x.example") }', ['unjudged']],
    ['', 'type Q { a: Int', ['unjudged']],
    ['type Q { a: Int @auth }', 'type Q { b: Int }', []],
    ['type Q { a: Int @auth }', '"What it is" type Q { a: Int @auth b: Int @deprecated }', []],
    ['type Q { a: Int @auth }', 'type Q { a: Int @hasRole(role: "x") }', []],
    ['', 'query A($id: ID!) { user(id: $id) { name } }', []],
  ])('%s -> %s', async (base, head, expected) => {
    expect(await said(base, head)).toEqual(expected);
  });
});

describe('what a server refuses', () => {
  test.each([
    ['query A { user(id: $id) { name } }', ['undeclared-variable']],
    ['query A($id: ID!) { user { name } }', ['unused-variable']],
    // Whether another file has the fragment is asked of the tree.
    ['query A($id: ID!) { user { ...OfAnotherFile } }', ['undefined-graphql-name']],
    ['query A { a } query A { b }', ['declared-twice']],
    ['query A($n: Int = "1") { a(n: $n) }', ['invalid-query']],
    ['query A($n: Int = 1) { a(n: $n) }', []],
    ['type Query { a(b: B = Y): Int } enum B { X }', ['invalid-schema']],
    ['type Query { a(b: B = X): Int } enum B { X }', []],
    ['interface I { a: Int } type Query implements I { b: Int }', ['invalid-schema']],
    ['type A { b: Int b: Int }', ['declared-twice']],
    ['enum A { B B }', ['declared-twice']],
    ['type A { b(c: Int, c: Int): Int }', ['declared-twice']],
    ['type A { b: C }', ['undefined-graphql-name']],
    ['type A { b: Int } type A { c: Int }', ['declared-twice']],
    ['fragment A on B { c { ...A } }', ['endless-fragment']],
    ['type A { b: Int } extend type A { c: Int } type B { b: Int }', []],
  ])('%s', (text, expected) => {
    expect(judgeGraphqlSlips(text).hazards.map(({ rule }) => rule)).toEqual(expected);
  });
});

test('a schema that is longer than other files is read all the same', async () => {
  const text = `type Q {\n${Array.from({ length: 60_000 }, (_, at) => `  field${at}: String\n`).join('')}}\n`;
  expect(text.length).toBeGreaterThan(1024 * 1024);
  expect(await said('', text)).toEqual([]);
  const { unjudged } = await runChecks(
    quality,
    { old: {}, new: { 'schema.graphql': text } },
    { only: ['graphql-slips'] },
  );
  expect(unjudged).toEqual([]);
});
