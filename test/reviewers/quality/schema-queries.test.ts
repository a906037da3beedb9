import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { places, runChecks } from '../check-table.ts';

const SCHEMA =
  'type Query {\n  cart(id: ID!): Cart\n  carts: [Cart!]!\n}\ntype Cart {\n  id: ID!\n  total: Int\n  owner: Owner\n}\ninterface Owner {\n  name: String\n}\ntype Person implements Owner {\n  name: String\n  age: Int\n}\n';
const LESS = SCHEMA.replace('  total: Int\n', '');
const QUERY = 'query Carts {\n  carts {\n    id\n    total\n  }\n}\n';
const FITS = 'query Names {\n  carts {\n    id\n    owner {\n      name\n    }\n  }\n}\n';
const tagged = (text: string): string => `import { gql } from 'client';\nexport const Q = gql\`\n${text}\`;\n`;

interface Row {
  readonly what: string;
  readonly old: Tree;
  readonly now: Tree;
  readonly told?: readonly string[];
}

/** What a schema loses, and the file that asks. */
const loses = (what: string, asking: Tree, ...told: string[]): Row => ({
  what,
  old: { 'api/schema.graphql': SCHEMA, ...asking },
  now: { 'api/schema.graphql': LESS, ...asking },
  told: told.map((place) => `stale-caller ${place}`),
});
/** What a change adds beside what stood there. */
const adds = (what: string, added: Tree, beside: Tree, ...told: string[]): Row => ({
  what,
  old: { 'api/schema.graphql': SCHEMA, ...beside },
  now: { 'api/schema.graphql': SCHEMA, ...beside, ...added },
  told: told.map((place) => `invalid-query ${place}`),
});

const ROWS: readonly Row[] = [
  loses('a document', { 'web/carts.graphql': QUERY }, 'web/carts.graphql:4'),
  loses('a tag in code', { 'web/carts.ts': tagged(QUERY) }, 'web/carts.ts:6'),
  loses('a fragment', { 'web/carts.graphql': 'fragment Sum on Cart {\n  total\n}\n' }, 'web/carts.graphql:2'),
  loses('a query with parts put in', { 'web/carts.ts': tagged(`${QUERY}\${PARTS}\n`) }, 'web/carts.ts:6'),
  loses('the same name of another type', { 'web/carts.graphql': 'query A {\n  bills {\n    total\n  }\n}\n' }),
  loses('a query of another schema', { 'web/carts.graphql': 'query A {\n  carts {\n    total\n    lines\n  }\n}\n' }),
  loses('what the client answers itself', {
    'web/carts.graphql': 'query A {\n  carts {\n    id\n    total @client\n  }\n}\n',
  }),
  loses('material for tests', { 'web/fixtures/carts.graphql': QUERY }),
  loses('a second schema that has it', { 'other/schema.graphql': SCHEMA, 'web/carts.graphql': QUERY }),
  {
    what: 'a field that moves to another file of the schema',
    old: { 'api/schema.graphql': SCHEMA, 'web/carts.graphql': QUERY },
    now: {
      'api/schema.graphql': LESS,
      'api/more.graphql': 'extend type Cart {\n  total: Int\n}\n',
      'web/carts.graphql': QUERY,
    },
  },
  {
    what: 'a query that follows',
    old: { 'api/schema.graphql': SCHEMA, 'web/carts.graphql': QUERY },
    now: { 'api/schema.graphql': LESS, 'web/carts.graphql': QUERY.replace('    total\n', '') },
  },
  adds(
    'what nobody has',
    { 'web/new.graphql': QUERY.replace('total', 'totals') },
    { 'web/old.graphql': FITS },
    'web/new.graphql:4',
  ),
  adds(
    'what nobody has, in a tag',
    { 'web/new.ts': `${tagged(QUERY.replace('total', 'totals'))}${tagged(FITS)}` },
    {},
    'web/new.ts:6',
  ),
  adds('what is there', { 'web/new.graphql': QUERY }, { 'web/old.graphql': FITS }),
  adds(
    'nothing beside it that fits',
    { 'web/new.graphql': QUERY.replace('total', 'totals') },
    { 'web/old.graphql': 'query A {\n  bills {\n    id\n  }\n}\n' },
  ),
  adds(
    'an interface',
    {
      'web/new.graphql':
        'query A {\n  carts {\n    id\n    owner {\n      ... on Person {\n        age\n      }\n    }\n  }\n}\n',
    },
    { 'web/old.graphql': FITS },
  ),
  adds(
    'a field of code in another language',
    { 'web/new.graphql': QUERY.replace('total', 'totals'), 'api/cart.py': 'totals = 1\n' },
    { 'web/old.graphql': FITS },
  ),
  {
    what: 'a part of a federation',
    old: { 'api/schema.graphql': SCHEMA.replace('type Cart', 'type Cart @key(fields: "id")'), 'web/old.graphql': FITS },
    now: {
      'api/schema.graphql': SCHEMA.replace('type Cart', 'type Cart @key(fields: "id")'),
      'web/old.graphql': FITS,
      'web/new.graphql': QUERY.replace('total', 'totals'),
    },
  },
];

test.each(ROWS)('$what', async ({ old, now, told = [] }) => {
  const { reports } = await runChecks(quality, { old, new: now }, { only: ['schema-queries'] });
  expect(places(reports)).toEqual(told);
});
