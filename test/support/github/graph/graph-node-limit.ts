import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, SelectionSetNode } from 'graphql';
import { Refusal } from '../refusal.ts';

const MOST_NODES = 500_000;

/** Refuses a request that could answer with too many nodes: lists in lists multiply, whatever they hold. */
export function checkNodes(document: DocumentNode, variables: Readonly<Record<string, unknown>>): void {
  const fragments = new Map<string, SelectionSetNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one.selectionSet);
  const count = (set: SelectionSetNode | undefined, times: number): number =>
    (set?.selections ?? []).reduce((sum, one) => {
      if (one.kind === Kind.INLINE_FRAGMENT) return sum + count(one.selectionSet, times);
      if (one.kind === Kind.FRAGMENT_SPREAD) return sum + count(fragments.get(one.name.value), times);
      const size = sizeOf(one, variables);
      const nodes = size === null ? times : times * size;
      return sum + (size === null ? 0 : nodes) + count(one.selectionSet, nodes);
    }, 0);
  const nodes = document.definitions.reduce(
    (sum, one) => sum + (one.kind === Kind.OPERATION_DEFINITION ? count(one.selectionSet, 1) : 0),
    0,
  );
  if (nodes <= MOST_NODES) return;
  const words = `This query requests up to ${nodes} possible nodes which exceeds the maximum limit of ${MOST_NODES}.`;
  throw new Refusal(200, words, { type: 'MAX_NODE_LIMIT_EXCEEDED' });
}

/** How many entries a list may have; null for a field that is no list. */
function sizeOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number | null {
  for (const { name, value } of field.arguments ?? []) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    if (value.kind === Kind.INT) return Number(value.value);
    const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : null;
    if (typeof given === 'number') return given;
  }
  return null;
}
