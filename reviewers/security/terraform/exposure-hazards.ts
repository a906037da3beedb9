import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { blocksOf, type HclBlock, isEverywhere, textOf } from './hcl-blocks.ts';
import type { HclValue } from './read-hcl.ts';

/** Ports that only administrators and programs of the same network should reach. */
const INNER = [
  21, 22, 23, 135, 445, 1433, 1521, 2375, 2376, 2379, 3306, 3389, 5432, 5601, 5900, 5984, 5985, 6379, 6443, 8020, 9042,
  9092, 9200, 9300, 10250, 11211, 27017,
];

/** A value under which a store, a database or an endpoint is open to everybody. */
interface Open {
  readonly of: RegExp;
  readonly key: RegExp;
  readonly value: RegExp;
  readonly title: string;
  readonly severity?: 'suggestion';
}

const OPEN: readonly Open[] = [
  {
    of: /^aws_s3_bucket/,
    key: /^acl$/,
    value: /^"(?:public-read|public-read-write|authenticated-read)"$/,
    title: 'Everybody can read the bucket',
  },
  {
    of: /^aws_s3_(?:bucket|account)_public_access_block$/,
    key: /^(?:block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets)$/,
    value: /^false$/,
    title: 'The bucket may be made public',
  },
  {
    of: /^google_storage_bucket(?:_iam|_access|_acl|_default)|^google_storage_(?:default_)?object/,
    key: /^(?:member|members|entity|role_entity|predefined_acl)$/,
    value: /allUsers|allAuthenticatedUsers|"publicRead/,
    title: 'Everybody can reach the bucket',
  },
  {
    of: /^google_(?:cloud_run|cloudfunctions|pubsub|bigquery|kms|secret|project|artifact)\w{0,80}$/,
    key: /^(?:member|members)$/,
    value: /allUsers|allAuthenticatedUsers/,
    title: 'Everybody may use it',
  },
  {
    of: /^azurerm_storage_container$/,
    key: /^container_access_type$/,
    value: /^"(?:blob|container)"$/,
    title: 'Everybody can read the container',
  },
  {
    of: /^azurerm_storage_account$/,
    key: /^(?:allow_blob_public_access|allow_nested_items_to_be_public)$/,
    value: /^true$/,
    title: 'Containers may be made public',
  },
  {
    of: /^aws_(?:db_instance|rds_cluster_instance|redshift_cluster|dms_replication_instance|mq_broker|neptune_cluster_instance|docdb_cluster_instance)$/,
    key: /^publicly_accessible$/,
    value: /^true$/,
    title: 'The database has an address that everybody can reach',
  },
  {
    of: /^aws_eks_cluster$/,
    key: /^public_access_cidrs$/,
    value: /"0\.0\.0\.0\/0"/,
    title: 'Everybody can reach the interface of the cluster',
  },
  {
    of: /^azurerm_(?:mssql|postgresql|mysql|mariadb|cosmosdb|key_vault|redis|container_registry)\w{0,40}$/,
    key: /^public_network_access_enabled$/,
    value: /^true$/,
    title: 'It can be reached from every network',
  },
  {
    of: /^google_sql_database_instance$|^google_container_cluster$/,
    key: /^(?:value|cidr_block)$/,
    value: /"0\.0\.0\.0\/0"/,
    title: 'Every network may connect',
  },
  {
    of: /^azurerm_(?:sql|mssql|postgresql|mysql|mariadb|redis)\w{0,20}_firewall_rule$/,
    key: /^(?:start_ip_address|start_ip)$/,
    value: /^"0\.0\.0\.0"$/,
    title: 'Every network may connect',
  },
  {
    of: /^aws_lambda_function_url$/,
    key: /^authorization_type$/,
    value: /^"NONE"$/,
    title: 'Everybody can call the function',
  },
  {
    of: /^aws_opensearch_domain$|^aws_elasticsearch_domain$/,
    key: /^access_policies$/,
    value: /"?(?:AWS|Principal)"?\s*[:=]\s*"\*"/,
    title: 'Everybody can reach the store',
  },
  {
    of: /^azurerm_kubernetes_cluster$/,
    key: /^(?:api_server_authorized_ip_ranges|authorized_ip_ranges)$/,
    value: /"0\.0\.0\.0\/0"/,
    title: 'Everybody can reach the interface of the cluster',
  },
];

/** What everybody on the network can reach that is meant for few. */
export function exposureHazards(values: readonly HclValue[]): ConfigurationHazard[] {
  return blocksOf(values).flatMap((block) => [...openValues(block), ...openPorts(block)]);
}

function openValues({ of, values }: HclBlock): ConfigurationHazard[] {
  return OPEN.filter((one) => one.of.test(of)).flatMap((one) =>
    [...values].flatMap(([key, at]) =>
      one.key.test(key) && one.value.test(at.value) ? [exposed(at, one.title, one.severity)] : [],
    ),
  );
}

function openPorts({ head, type, of, values }: HclBlock): ConfigurationHazard[] {
  const source = [
    'cidr_blocks',
    'ipv6_cidr_blocks',
    'cidr_ipv4',
    'cidr_ipv6',
    'source_ranges',
    'source_address_prefix',
    'source_address_prefixes',
  ]
    .map((key) => values.get(key))
    .find(isEverywhere);
  if (source === undefined) return [];
  const isIn =
    type === 'ingress' ||
    of === 'aws_vpc_security_group_ingress_rule' ||
    (of === 'aws_security_group_rule' && textOf(values.get('type')) === 'ingress') ||
    (of === 'google_compute_firewall' && textOf(values.get('direction')) !== 'EGRESS') ||
    (of.startsWith('azurerm_network_security_') &&
      textOf(values.get('direction')) === 'Inbound' &&
      textOf(values.get('access')) !== 'Deny');
  if (!isIn) return [];
  const ports = of === 'google_compute_firewall' ? null : portsOf(values);
  // The ports of such a rule stand in blocks of its own.
  if (of === 'google_compute_firewall')
    return textOf(values.get('name')) === '' ? [] : [exposed(source, 'Every network may connect', 'suggestion')];
  if (ports === null || !INNER.some((port) => port >= ports[0] && port <= ports[1])) return [];
  const what =
    ports[1] - ports[0] > 1000
      ? 'every port'
      : `port ${INNER.find((port) => port >= ports[0] && port <= ports[1]) ?? ''}`;
  return [exposed(source, `Every network may connect to ${what}`, undefined, head.block.join('.'))];
}

function portsOf(values: HclBlock['values']): readonly [number, number] | null {
  if (textOf(values.get('protocol')) === '-1' || textOf(values.get('ip_protocol')) === '-1') return [0, 65_535];
  const range = textOf(values.get('destination_port_range'));
  if (range === '*') return [0, 65_535];
  const [from, to] = range === '' ? [textOf(values.get('from_port')), textOf(values.get('to_port'))] : range.split('-');
  const [first, last] = [Number(from), Number(to ?? from)];
  if (from === '' || Number.isNaN(first) || Number.isNaN(last)) return null;
  return [first, last === 0 && first === 0 ? 65_535 : last];
}

function exposed(
  at: HclValue,
  title: string,
  severity?: 'suggestion',
  place = at.block.join('.'),
): ConfigurationHazard {
  return {
    rule: 'public-exposure',
    identity: `${place} ${at.keys.join('.')} ${title}`,
    lines: [at.line],
    title,
    explanation:
      'It is found by anybody who looks for open addresses, within hours. Let in the networks or roles that need it.',
    failureScenario: {
      description:
        'Somebody who searches the whole network for open ports and buckets finds it, and tries known weaknesses and passwords, or simply reads.',
    },
    ...(severity && { severity, confidence: 500 }),
  };
}
