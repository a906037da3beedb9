import { schema } from '@octokit/graphql-schema';
import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';

let built: GraphQLSchema | null = null;

/** GitHub's published GraphQL schema. Built once a process. */
export function graphSchema(): GraphQLSchema {
  built ??= buildSchema(schema.idl, { assumeValidSDL: true, noLocation: true });
  return built;
}
