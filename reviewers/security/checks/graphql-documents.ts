import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeGraphql, lostGuards } from '../graphql/judge-graphql.ts';

// Schemas are written out by programs, 1 MB is nothing rare, and the parser takes a quarter of a second for that.
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Schemas and queries of GraphQL: guards that go, and fields that everybody may ask for. */
export const graphqlDocuments = sidesCheck({
  id: 'graphql-documents',
  judges: [{ kinds: ['graphql'], families: ['injection'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? /\.(?:graphqls?|gql)$/i.test(newPath) : kind.id === 'graphql'),
  mostCharacters: MOST_CHARACTERS,
  judge: judgeGraphql,
  lost: lostGuards,
});
