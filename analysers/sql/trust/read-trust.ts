import type { CreatePolicyStmt, GrantStmt, Node } from 'libpg-query';
import type { GivenFact } from './given-fact.ts';
import { readCalls } from './read-calls.ts';
import { readRoles } from './read-roles.ts';
import { fixedText, isAlways, lastOf, optionsOf, namePartsOf, rolesOf } from './texts.ts';

/** What a statement does to who may do what; nothing for most. */
export function readTrust(node: Node): GivenFact[] {
  return [...readRoles(node), ...readRights(node), ...readTables(node), ...readServer(node), ...readCalls(node)];
}

function readRights(node: Node): GivenFact[] {
  if ('GrantStmt' in node) return granted(node.GrantStmt, 'grant');
  if ('AlterDefaultPrivilegesStmt' in node) {
    const { action } = node.AlterDefaultPrivilegesStmt;
    return action === undefined ? [] : granted(action, 'default-grant');
  }
  if ('CreatePolicyStmt' in node) return [policy(node.CreatePolicyStmt)];
  if ('AlterPolicyStmt' in node) {
    const { policy_name = '', table, qual, with_check, roles } = node.AlterPolicyStmt;
    if (!isAlways(qual) && !isAlways(with_check)) return [];
    const who = rolesOf(roles);
    return [
      {
        kind: 'policy',
        name: policy_name,
        on: table?.relname ?? '',
        who: who.length > 0 ? who : ['public'],
        words: ['all', 'open'],
      },
    ];
  }
  return [];
}

function granted(
  { is_grant, objtype, objects = [], privileges = [], grantees }: GrantStmt,
  kind: 'grant' | 'default-grant',
): GivenFact[] {
  if (is_grant !== true) return [];
  const name = (objtype ?? '').replace('OBJECT_', '').toLowerCase();
  const on = objects.map((one) => namePartsOf(one).at(-1) ?? '').join(', ');
  return [{ kind, name, on, who: rolesOf(grantees), words: privileges.flatMap(namePartsOf) }];
}

function policy({
  policy_name = '',
  table,
  cmd_name = 'all',
  permissive = false,
  roles,
  qual,
  with_check,
}: CreatePolicyStmt): GivenFact {
  const isOpen = permissive && (cmd_name === 'insert' ? isAlways(with_check) : isAlways(qual));
  return {
    kind: 'policy',
    name: policy_name.toLowerCase(),
    on: (table?.relname ?? '').toLowerCase(),
    who: rolesOf(roles),
    words: [cmd_name, ...(isOpen ? ['open'] : [])],
  };
}

const ROW_SECURITY: Readonly<Record<string, string>> = {
  AT_EnableRowSecurity: 'on',
  AT_DisableRowSecurity: 'off',
  AT_ForceRowSecurity: 'force',
  AT_NoForceRowSecurity: 'no-force',
};
const TRIGGERS: Readonly<Record<string, 'trigger-off' | 'trigger-on'>> = {
  AT_DisableTrig: 'trigger-off',
  AT_DisableTrigAll: 'trigger-off',
  AT_DisableTrigUser: 'trigger-off',
  AT_EnableTrig: 'trigger-on',
  AT_EnableTrigAll: 'trigger-on',
  AT_EnableTrigUser: 'trigger-on',
  AT_EnableAlwaysTrig: 'trigger-on',
};

function readTables(node: Node): GivenFact[] {
  if ('AlterTableStmt' in node) {
    const { relation, cmds = [] } = node.AlterTableStmt;
    const on = (relation?.relname ?? '').toLowerCase();
    return cmds.flatMap((one): GivenFact[] => {
      if (!('AlterTableCmd' in one)) return [];
      const { subtype = '', name = 'all', def } = one.AlterTableCmd;
      const security = ROW_SECURITY[subtype];
      if (security !== undefined) return [{ kind: 'row-security', name: security, on }];
      const trigger = TRIGGERS[subtype];
      if (trigger !== undefined) return [{ kind: trigger, name: name.toLowerCase(), on }];
      return subtype === 'AT_SetRelOptions'
        ? invoker(def === undefined ? [] : 'List' in def ? def.List.items : [], on)
        : [];
    });
  }
  if ('ViewStmt' in node) return invoker(node.ViewStmt.options, node.ViewStmt.view?.relname ?? '');
  if ('CreateTrigStmt' in node) {
    const { trigname = '', relation } = node.CreateTrigStmt;
    return [{ kind: 'trigger', name: trigname.toLowerCase(), on: (relation?.relname ?? '').toLowerCase() }];
  }
  if (!('DropStmt' in node)) return [];
  const { removeType, objects = [] } = node.DropStmt;
  return objects.flatMap((one): GivenFact[] => {
    const parts = namePartsOf(one);
    const [name = '', on = ''] = [parts.at(-1), parts.at(-2)];
    if (removeType === 'OBJECT_POLICY') return [{ kind: 'policy-dropped', name, on }];
    if (removeType === 'OBJECT_TRIGGER') return [{ kind: 'trigger-dropped', name, on }];
    if (removeType === 'OBJECT_EXTENSION') return [{ kind: 'extension-dropped', name }];
    return removeType === 'OBJECT_TABLE' ? [{ kind: 'table-dropped', name }] : [];
  });
}

function invoker(options: readonly Node[] | undefined, on: string): GivenFact[] {
  const said = optionsOf(options).get('security_invoker');
  return said !== undefined && /^(?:false|off|0|no)$/i.test(fixedText(said) ?? '')
    ? [{ kind: 'invoker-off', name: on.toLowerCase() }]
    : [];
}

function readServer(node: Node): GivenFact[] {
  if ('CopyStmt' in node && node.CopyStmt.is_program === true)
    return [{ kind: 'program', name: node.CopyStmt.filename ?? '' }];
  if ('CreateExtensionStmt' in node)
    return [{ kind: 'extension', name: (node.CreateExtensionStmt.extname ?? '').toLowerCase() }];
  if ('CreatePLangStmt' in node)
    return [{ kind: 'extension', name: (node.CreatePLangStmt.plname ?? '').toLowerCase() }];
  if ('AlterSystemStmt' in node) return setting(node.AlterSystemStmt.setstmt, 'system');
  if ('AlterRoleSetStmt' in node) return setting(node.AlterRoleSetStmt.setstmt, 'role');
  if ('AlterDatabaseSetStmt' in node) return setting(node.AlterDatabaseSetStmt.setstmt, 'database');
  return 'VariableSetStmt' in node ? setting(node.VariableSetStmt, 'session') : [];
}

function setting(
  said: { readonly name?: string; readonly args?: readonly Node[] } | undefined,
  on: string,
): GivenFact[] {
  const words = (said?.args ?? []).map((one) => fixedText(one) ?? lastOf([one]));
  return [{ kind: 'setting', name: (said?.name ?? '').toLowerCase(), on, words }];
}
