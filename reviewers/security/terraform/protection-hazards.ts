import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import type { SecurityRule } from '../vocabulary.ts';
import { blocksOf, textOf } from './hcl-blocks.ts';
import type { HclValue } from './read-hcl.ts';

/** A protection, by the key that switches it off. */
interface Protection {
  readonly rule: SecurityRule;
  readonly key: RegExp;
  readonly value: RegExp;
  readonly of?: RegExp;
  readonly title: string;
  readonly severity?: 'suggestion';
}

const PROTECTIONS: readonly Protection[] = [
  {
    rule: 'unencrypted-data',
    key: /^(?:storage_encrypted|encrypted|encrypt|at_rest_encryption_enabled|encryption_at_rest_enabled|server_side_encryption_enabled|enable_server_side_encryption|kms_encrypted|disk_encryption_enabled|infrastructure_encryption_enabled|enable_disk_encryption|encrypt_at_rest|sqs_managed_sse_enabled|encryption_at_host_enabled)$/,
    value: /^"?false"?$/,
    title: 'Data is stored without encryption',
  },
  {
    rule: 'unencrypted-data',
    of: /encrypt|kms|domain|trail|group/,
    key: /^enabled$/,
    value: /^false$/,
    title: 'Data is stored without encryption',
  },
  {
    rule: 'unencrypted-data',
    key: /^(?:transit_encryption_enabled|require_ssl|ssl_enforcement_enabled|https_only|enable_https_traffic_only|https_traffic_only_enabled|enforce_https|node_to_node_encryption|in_cluster)$/,
    value: /^"?false"?$/,
    title: 'Data is sent without encryption',
  },
  {
    rule: 'unencrypted-data',
    key: /^enable_non_ssl_port$|^non_ssl_port_enabled$/,
    value: /^true$/,
    title: 'Data is sent without encryption',
  },
  {
    rule: 'unencrypted-data',
    key: /^ssl_mode$/,
    value: /^"(?:ALLOW_UNENCRYPTED_AND_ENCRYPTED|disable)"$/,
    title: 'Data is sent without encryption',
  },
  {
    rule: 'weak-cipher',
    key: /^(?:min_tls_version|minimum_tls_version|minimum_protocol_version|tls_security_policy|ssl_policy|ssl_minimal_tls_version_enforced)$/,
    value: /TLS_?1_?\.?[01]\b|TLSv1(?:\.1)?(?:_20\d\d)?"|1\.[01]"|SSLv3|ELBSecurityPolicy-(?:2015|2016|TLS-1-[01])/i,
    title: 'Versions of TLS that are broken are spoken',
  },
  {
    rule: 'excessive-permissions',
    key: /^http_tokens$/,
    value: /^"optional"$/,
    title: 'Whoever makes the machine ask for an address can take its role',
  },
  {
    rule: 'certificate-check-off',
    key: /^(?:insecure|skip_tls_verify|insecure_skip_verify|skip_credentials_validation_tls|insecure_skip_tls_verify|tls_insecure)$/,
    value: /^true$/,
    title: 'Certificates are not checked',
  },
  {
    rule: 'container-escape',
    key: /^(?:privileged|host_pid|host_network|host_ipc|allow_privilege_escalation)$/,
    value: /^true$/,
    title: 'A container may do what only its host should',
  },
  {
    rule: 'container-escape',
    key: /^container_definitions$/,
    value: /"?privileged"?\s*[:=]\s*true/,
    title: 'A container may do what only its host should',
  },
  {
    rule: 'audit-off',
    key: /^(?:enable_logging|enable_log_file_validation|enable_flow_log|log_config_enabled|enable_audit_log|auditing_enabled)$/,
    value: /^false$/,
    title: 'Nobody can see afterwards what was done',
  },
  {
    rule: 'audit-off',
    of: /^aws_kms_key$/,
    key: /^enable_key_rotation$/,
    value: /^false$/,
    title: 'The key is never exchanged',
    severity: 'suggestion',
  },
];

const SECRET =
  /(?:^|_)(?:password|passwd|secret|token|api_key|private_key|access_key|secret_key|auth_token|master_password|admin_password|secret_string|connection_string)$/i;
const LITERAL = /^"[^"$]{4,300}"$/;
const PLACEHOLDER =
  /^"(?:\s*|changeme|change-me|example|placeholder|todo|dummy|test|xxx+|\*+|<.*>|null|none|arn:[^"]*|\/[\w/-]+|[\w.-]+\/[\w./-]+|projects\/[^"]*)"$/i;

/** Encryption, checks and traces that are switched off, and secrets that stand in the file. */
export function protectionHazards(values: readonly HclValue[]): ConfigurationHazard[] {
  return [
    ...values.flatMap(switchedOff),
    ...values.flatMap(written),
    ...blocksOf(values).flatMap(({ head, type, values: own }) => {
      const given = own.get('default');
      return type === 'variable' &&
        head.keys.length === 1 &&
        SECRET.test(head.block[1] ?? '') &&
        given !== undefined &&
        isSecret(given)
        ? [secret(given)]
        : [];
    }),
  ];
}

function switchedOff(at: HclValue): ConfigurationHazard[] {
  const key = at.keys.at(-1) ?? '';
  const found = PROTECTIONS.find(
    (one) =>
      one.key.test(key) &&
      one.value.test(at.value) &&
      one.of?.test(`${at.block[1] ?? ''} ${at.keys.join(' ')}`) !== false,
  );
  // Whether something is on at all is another question than how.
  if (found === undefined || (key === 'enabled' && !/encrypt/.test(at.keys.slice(0, -1).join(' ')))) return [];
  return [
    {
      rule: found.rule,
      identity: `${at.block.join('.')} ${at.keys.join('.')}`,
      lines: [at.line],
      title: found.title,
      explanation:
        'What protects the data, or shows who had them, is switched off for everything that this makes. Leave it on: it costs next to nothing.',
      failureScenario: {
        description:
          'A copy of a disk, a line that somebody listens to, or a request that the machine is talked into gives away everything, and nothing shows it.',
      },
      ...(found.severity && { severity: found.severity }),
    },
  ];
}

function written(at: HclValue): ConfigurationHazard[] {
  return SECRET.test(at.keys.at(-1) ?? '') &&
    /^(?:resource|provider|module|locals)$/.test(at.keys[0] ?? '') &&
    isSecret(at)
    ? [secret(at)]
    : [];
}

function isSecret(at: HclValue): boolean {
  return LITERAL.test(at.value) && !PLACEHOLDER.test(at.value) && !/\s/.test(textOf(at));
}

function secret(at: HclValue): ConfigurationHazard {
  return {
    rule: 'hard-coded-secret',
    identity: `${at.block.join('.')} ${at.keys.join('.')}`,
    lines: [at.line],
    title: 'A secret stands in the file',
    explanation:
      'Whoever can read the repository, or the state, can use it, and it stays in the history. Take it from a store of secrets, or let one be made (`random_password`).',
    failureScenario: { description: 'Somebody who may only read the repository signs in with it.' },
    severity: 'warning',
    confidence: 650,
  };
}
