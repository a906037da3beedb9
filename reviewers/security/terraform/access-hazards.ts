import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { blocksOf, type HclBlock, textOf } from './hcl-blocks.ts';
import type { HclValue } from './read-hcl.ts';

/** Everything, or everything of a service. */
const ALL_ACTIONS = /"\*"|"\*:\*"/;
const ALL = /"\*"/;
const BROAD_ROLES = /"roles\/(?:owner|editor|iam\.securityAdmin|resourcemanager\.organizationAdmin)"/;
const BROAD_POLICIES = /(?:policy\/|")(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)"/;

/** Rights that are more than any one task needs. */
export function accessHazards(values: readonly HclValue[]): ConfigurationHazard[] {
  return [...blocksOf(values).flatMap((block) => blockHazards(block, values)), ...values.flatMap(policyHazards)];
}

/** Whether a statement refuses, or asks for more than a name. */
function isNarrowed(around: string, all: readonly HclValue[]): boolean {
  return all.some(
    (one) =>
      (one.around === around && one.keys.at(-1) === 'effect' && textOf(one) === 'Deny') ||
      one.around.startsWith(`${around}/condition[`),
  );
}

function blockHazards({ head, type, of, values }: HclBlock, all: readonly HclValue[]): ConfigurationHazard[] {
  if (type === 'statement' && of === 'aws_iam_policy_document') {
    const [actions, resources] = [values.get('actions'), values.get('resources')];
    const allows = !isNarrowed(head.around, all);
    if (
      allows &&
      actions !== undefined &&
      ALL_ACTIONS.test(actions.value) &&
      (resources === undefined || ALL.test(resources.value))
    )
      return [broad(actions, 'Everything is allowed on everything')];
    return [];
  }
  if (type === 'principals' && of === 'aws_iam_policy_document') {
    if (isNarrowed(head.around.slice(0, head.around.lastIndexOf('/')), all)) return [];
    const who = values.get('identifiers');
    return who !== undefined && ALL.test(who.value) && textOf(values.get('type')) !== 'Federated'
      ? [broad(who, 'Every account is meant by this statement')]
      : [];
  }
  const role = values.get('role');
  if (/^google_\w{1,60}_iam_(?:member|binding)$/.test(of) && role !== undefined && BROAD_ROLES.test(role.value))
    return [broad(role, 'A whole project, with its rights, is handed over')];
  const name = values.get('role_definition_name');
  if (
    of === 'azurerm_role_assignment' &&
    /^"(?:Owner|User Access Administrator)"$/.test(name?.value ?? '') &&
    name !== undefined
  )
    return [broad(name, 'Everything, with the rights of others, is handed over')];
  const policy = values.get('policy_arn') ?? values.get('managed_policy_arns');
  return policy !== undefined && of.startsWith('aws_iam_') && BROAD_POLICIES.test(policy.value)
    ? [broad(policy, 'Everything is allowed on everything')]
    : [];
}

/** Policies as one text, or put together by `jsonencode`. */
function policyHazards(at: HclValue): ConfigurationHazard[] {
  if (
    !/^(?:policy|inline_policy|assume_role_policy|access_policy)$/.test(at.keys.at(-1) ?? '') ||
    !/^(?:jsonencode\(|<<|"\{)/.test(at.value)
  )
    return [];
  const text = at.value.replaceAll(/\s+/g, '');
  const statements = text.split(/(?=\\?"?(?:Effect|Sid)\\?"?[:=])/);
  const isOpen = statements.some(
    (one) =>
      /\\?"?Action\\?"?[:=]\[?\\?"\*/.test(one) && /\\?"?Resource\\?"?[:=]\[?\\?"\*\\?"/.test(one) && !/Deny/.test(one),
  );
  const allActions = /Allow/.test(text) && isOpen;
  const anyone = statements.some(
    (one) => /\\?"?Principal\\?"?[:=](?:\\?"\*|\{\\?"?AWS\\?"?[:=]\[?\\?"\*)/.test(one) && !/Deny|Condition/.test(text),
  );
  if (allActions) return [broad({ ...at, line: lineOf(at, /Action/) }, 'Everything is allowed on everything')];
  return anyone ? [broad({ ...at, line: lineOf(at, /Principal/) }, 'Every account is meant by this statement')] : [];
}

function lineOf(at: HclValue, word: RegExp): number {
  const found = at.value.split('\n').findIndex((line) => word.test(line) && /\*/.test(line));
  return at.line + Math.max(0, found);
}

function broad(at: HclValue, title: string): ConfigurationHazard {
  return {
    rule: 'excessive-permissions',
    identity: `${at.block.join('.')} ${at.keys.join('.')} ${title}`,
    lines: [at.line],
    title,
    explanation:
      'Whoever takes over one program, or one key, has all of it. Name the actions and the things that the task needs.',
    failureScenario: {
      description:
        'A key leaks from a log, or a program with this role is taken over: the thief reads every store, makes users of their own and deletes what is in the way.',
    },
  };
}
