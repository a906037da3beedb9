/** One page of a list of GraphQL. */
export interface GraphQlPage<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

/**
 * All nodes of a list, page after page. `first` is a page that is there already. A list whose owner is gone meanwhile ends.
 */
export async function pagesOf<T>(
  ask: (after: string | null) => Promise<GraphQlPage<T> | null>,
  first?: GraphQlPage<T>,
): Promise<readonly T[]> {
  const nodes: T[] = [];
  let page = first ?? (await ask(null));
  while (page !== null) {
    nodes.push(...page.nodes);
    const { hasNextPage, endCursor } = page.pageInfo;
    page = hasNextPage ? await ask(endCursor) : null;
  }
  return nodes;
}
