import { comesFromElsewhere } from '../../changed-code/sides/comes-from-elsewhere.ts';
import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeGraphqlSlips } from '../graphql/judge-graphql.ts';

// Schemas are written out by programs, 1 MB is nothing rare, and the parser takes a quarter of a second for that.
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Schemas and queries of GraphQL that every server refuses. */
export const graphqlSlips = sidesCheck({
  id: 'graphql-slips',
  judges: [{ kinds: ['graphql'], families: ['correctness'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.(?:graphqls?|gql)$/i.test(newPath) : kind.id === 'graphql'),
  mostCharacters: MOST_CHARACTERS,
  judge: judgeGraphqlSlips,
  isUsual: comesFromElsewhere,
});
