import type { Node } from 'libpg-query';

/** The parts of a name, in lower case. */
export function namePartsOf(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if ('String' in node) return [(node.String.sval ?? '').toLowerCase()];
  if ('List' in node) return (node.List.items ?? []).flatMap(namePartsOf);
  if ('RangeVar' in node) return [(node.RangeVar.relname ?? '').toLowerCase()];
  if ('ObjectWithArgs' in node) return (node.ObjectWithArgs.objname ?? []).flatMap(namePartsOf);
  if ('AccessPriv' in node) return [(node.AccessPriv.priv_name ?? '').toLowerCase()];
  return [];
}

/** The last part of a name with a schema before it. */
export const lastOf = (nodes: readonly Node[] = []): string => nodes.flatMap(namePartsOf).at(-1) ?? '';

/** Who is meant; everybody is `public`. */
export function rolesOf(nodes: readonly Node[] = []): string[] {
  return nodes.flatMap((one) => {
    if (!('RoleSpec' in one)) return [];
    const { roletype, rolename = '' } = one.RoleSpec;
    return [roletype === 'ROLESPEC_PUBLIC' ? 'public' : rolename.toLowerCase()];
  });
}

/** Options of a statement by their names; the last one of a name holds. */
export function optionsOf(nodes: readonly Node[] = []): ReadonlyMap<string, Node | undefined> {
  return new Map(
    nodes.flatMap((one) => ('DefElem' in one ? [[(one.DefElem.defname ?? '').toLowerCase(), one.DefElem.arg]] : [])),
  );
}

/** A fixed text, number or truth. */
export function fixedText(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if ('String' in node) return node.String.sval ?? '';
  if ('Boolean' in node) return String(node.Boolean.boolval ?? false);
  if ('Integer' in node) return String(node.Integer.ival ?? 0);
  if ('TypeCast' in node) return fixedText(node.TypeCast.arg);
  if (!('A_Const' in node)) return null;
  const { sval, ival, boolval } = node.A_Const;
  if (sval !== undefined) return sval.sval ?? '';
  if (ival !== undefined) return String(ival.ival ?? 0);
  return boolval === undefined ? null : String(boolval.boolval ?? false);
}

/** Whether a condition holds for every row: `true`, `1 = 1`. */
export function isAlways(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if (fixedText(node) === 'true') return true;
  if (!('A_Expr' in node)) return false;
  const { lexpr, rexpr, name } = node.A_Expr;
  const left = fixedText(lexpr);
  return lastOf(name) === '=' && left !== null && left === fixedText(rexpr);
}
