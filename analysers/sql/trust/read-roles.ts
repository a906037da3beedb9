import type { Node } from 'libpg-query';
import { fixedText, optionsOf, namePartsOf, rolesOf } from './texts.ts';
import type { GivenFact } from './given-fact.ts';

const POWERS = ['superuser', 'bypassrls', 'createrole'];
/** Digests, and what somebody else fills in. */
const NOT_CLEAR = /^(?:SCRAM-SHA-256\$|md5[0-9a-f]{32}$)|^$|[$%]\{|\{\{|<|^:|^\*+$|^\$\w|^__\w+__$|^%/i;
const IN_ADDRESS = /\bpassword\s{0,5}=\s{0,5}'?([^\s']{1,200})/i;

/** Roles that are made or given rights, and passwords in clear. */
export function readRoles(node: Node): GivenFact[] {
  if ('CreateRoleStmt' in node) return role(node.CreateRoleStmt.role ?? '', node.CreateRoleStmt.options);
  if ('AlterRoleStmt' in node)
    return role(
      rolesOf(node.AlterRoleStmt.role === undefined ? [] : [{ RoleSpec: node.AlterRoleStmt.role }])[0] ?? '',
      node.AlterRoleStmt.options,
    );
  if ('GrantRoleStmt' in node) {
    const { is_grant, granted_roles = [], grantee_roles } = node.GrantRoleStmt;
    if (is_grant !== true) return [];
    return [{ kind: 'membership', name: '', who: rolesOf(grantee_roles), words: granted_roles.flatMap(namePartsOf) }];
  }
  if ('CreateUserMappingStmt' in node || 'AlterUserMappingStmt' in node) {
    const said = 'CreateUserMappingStmt' in node ? node.CreateUserMappingStmt : node.AlterUserMappingStmt;
    return clear(fixedText(optionsOf(said.options).get('password')), `server ${said.servername ?? ''}`);
  }
  if ('CreateSubscriptionStmt' in node)
    return clear(passwordIn(node.CreateSubscriptionStmt.conninfo ?? ''), 'subscription');
  return [];
}

/** The password in a connection string; null where there is none. */
function passwordIn(address: string): string | null {
  return IN_ADDRESS.exec(address)?.[1] ?? /:\/\/[^:/@\s]{1,100}:([^@/\s]{1,200})@/.exec(address)?.[1] ?? null;
}

/** A password that stands in clear. */
function clear(password: string | null, on: string): GivenFact[] {
  return password === null || NOT_CLEAR.test(password) ? [] : [{ kind: 'password', name: '', on }];
}

function role(name: string, nodes: readonly Node[] | undefined): GivenFact[] {
  const options = optionsOf(nodes);
  const words = POWERS.filter((one) => fixedText(options.get(one)) === 'true');
  const parents = ['addroleto', 'rolemembers'].flatMap((key): GivenFact[] => {
    const list = options.get(key);
    const roles = list !== undefined && 'List' in list ? rolesOf(list.List.items) : [];
    if (roles.length === 0) return [];
    return key === 'addroleto'
      ? [{ kind: 'membership', name: '', who: [name], words: roles }]
      : [{ kind: 'membership', name: '', who: roles, words: [name] }];
  });
  return [
    ...(words.length > 0 ? [{ kind: 'role' as const, name: name.toLowerCase(), words }] : []),
    ...clear(fixedText(options.get('password')), `role ${name.toLowerCase()}`),
    ...parents,
  ];
}
