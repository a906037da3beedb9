import { viewerView } from './graph-small-views.ts';
import { execute, getNamedType, GraphQLError, isObjectType, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLFieldResolver } from 'graphql';
import { findNode, noNode } from './graph-context.ts';
import type { GraphContext } from './graph-context.ts';
import { MUTATIONS, mutate } from './graph-mutations.ts';
import { checkNodes } from './graph-node-limit.ts';
import { graphSchema } from './graph-schema.ts';
import {
  issueCommentView,
  pullView,
  repositoryView,
  reviewCommentView,
  reviewView,
  threadView,
} from './graph-views.ts';
import { notFound, Refusal } from '../refusal.ts';
import { sees } from '../scene.ts';
import { describeCause } from '../../../../schemas/problem.ts';

/** The names by which a GraphQL request is known: its operation's, and its root fields. */
export function operationsOf(query: string): readonly string[] {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch {
    // The execution tells what is wrong with it.
    return [];
  }
  return document.definitions.flatMap((one) => {
    if (one.kind !== 'OperationDefinition') return [];
    const fields = one.selectionSet.selections.flatMap((field) => (field.kind === 'Field' ? [field.name.value] : []));
    return [...(one.name === undefined ? [] : [one.name.value]), ...fields];
  });
}

/** Executes a request over GitHub's schema. What the schema does not know, or we do not model, is a violation. */
export function executeGraph(
  context: GraphContext,
  given: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
): object {
  const { violations } = context.scene;
  const schema = graphSchema();
  let document: DocumentNode;
  try {
    document = parse(given.query);
  } catch (problem) {
    violations.push(`GraphQL: ${String(problem)}`);
    return { errors: [{ message: describeCause(problem) }] };
  }
  const invalid = validate(schema, document);
  if (invalid.length > 0) {
    violations.push(...invalid.map((problem) => `GraphQL: ${problem.message}`));
    return { errors: invalid.map(({ message, locations }) => ({ message, locations })) };
  }
  try {
    checkNodes(document, given.variables);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return { errors: [{ type: problem.type, message: problem.message }] };
  }
  const result = execute({
    schema,
    document,
    rootValue: rootOf(context),
    contextValue: context,
    variableValues: given.variables,
    fieldResolver: resolveField,
  });
  if (result instanceof Promise) throw new Error('No resolver of the stand-in may wait.');
  return shown(context, result);
}

function rootOf(context: GraphContext): Readonly<Record<string, unknown>> {
  const { scene, token } = context;
  const viewer = () => viewerView(context);
  const repository = ({ owner, name }: { readonly owner: string; readonly name: string }) => {
    const found = scene.store.repository(`${owner}/${name}`);
    if (found === null || !sees(scene, token, found))
      throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
    return repositoryView(context, found);
  };
  const one = ({ id }: { readonly id: string }) => {
    const view = nodeView(context, id);
    if (view === null) throw noNode(id);
    return view;
  };
  const rateLimit = () => ({
    limit: 5000,
    cost: 1,
    remaining: 4999,
    used: 1,
    nodeCount: 1,
    resetAt: scene.store.now(),
  });
  const mutations = Object.keys(MUTATIONS).map((name) => [
    name,
    ({ input }: { readonly input: Readonly<Record<string, unknown>> }) => mutate(name, input, context),
  ]);
  return {
    viewer,
    repository,
    node: one,
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => nodeView(context, id)),
    rateLimit,
    ...Object.fromEntries(mutations),
  };
}

function nodeView(context: GraphContext, id: string): object | null {
  const repository = findNode(context, 'repository', id);
  if (repository !== null) return repositoryView(context, repository);
  const pull = findNode(context, 'pull', id);
  if (pull !== null) return pullView(context, pull);
  const thread = findNode(context, 'thread', id);
  if (thread !== null) return threadView(context, thread);
  const review = findNode(context, 'review', id);
  if (review !== null) return reviewView(context, review);
  const comment = findNode(context, 'reviewComment', id);
  if (comment !== null) return reviewCommentView(context, comment);
  const said = findNode(context, 'issueComment', id);
  return said === null ? null : issueCommentView(context, said);
}

/** A field that GitHub has and the stand-in does not must never look like an empty one. */
const resolveField: GraphQLFieldResolver<Readonly<Record<string, unknown>>, GraphContext> = (
  source,
  args,
  context,
  info,
) => {
  const value = source[info.fieldName];
  if (value === undefined) {
    const name = `${info.parentType.name}.${info.fieldName}`;
    const kind = isObjectType(getNamedType(info.returnType)) ? 'object' : 'value';
    context.scene.violations.push(`GraphQL: ${name} (${kind}) is not modelled by the stand-in.`);
    throw new Refusal(501, `${name} is not modelled by the stand-in.`);
  }
  return typeof value === 'function' ? (value as (given: unknown) => unknown)(args) : value;
};

/** The result as GitHub writes it: an error has its type beside its message. */
function shown(context: GraphContext, result: ExecutionResult): object {
  const errors = (result.errors ?? []).map((error) => {
    const { originalError } = error;
    const where = {
      ...(error.path === undefined ? {} : { path: error.path }),
      ...(error.locations === undefined ? {} : { locations: error.locations }),
    };
    if (originalError instanceof Refusal)
      return { type: originalError.type, ...where, message: sentence(originalError) };
    const isOurs = originalError !== undefined && !(originalError instanceof GraphQLError);
    context.scene.violations.push(`GraphQL: ${isOurs ? (originalError.stack ?? error.message) : error.message}`);
    return { ...where, message: error.message };
  });
  return { ...(result.data === undefined ? {} : { data: result.data }), ...(errors.length === 0 ? {} : { errors }) };
}

/** GraphQL has no list of field errors: the words of all of them are the message. */
function sentence(refusal: Refusal): string {
  const words = (refusal.errors ?? []).map((one) =>
    typeof one === 'string' ? one : String((one as { readonly message?: unknown }).message),
  );
  return words.length === 0 ? refusal.message : words.join(', ');
}
