import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { readYaml, type YamlPlace } from '../configuration/yaml-place.ts';
import {
  commandHazards,
  dangerousCapabilities,
  hasNoWalls,
  hazardAt,
  movingImage,
  programHazards,
  reachOfPath,
  sharesHost,
  STORE_PORTS,
  uncheckedSetting,
} from './host-reach.ts';

const TOP = 'version name services networks volumes secrets configs include models';
const SERVICE = `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count cpu_percent cpu_period
  cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt
  dns_search domainname entrypoint env_file environment expose extends external_links extra_hosts gpus group_add healthcheck hostname image init
  ipc isolation labels label_file links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks
  oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop privileged profiles provider pull_policy read_only restart
  runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket
  user userns_mode uts volume_driver volumes volumes_from working_dir`;
const SERVICE_KEYS: ReadonlySet<string> = new Set(SERVICE.split(/\s+/));
const TOP_KEYS: ReadonlySet<string> = new Set(TOP.split(' '));

/** Judges a file of Compose. */
export function judgeCompose(text: string, path: string): SideJudgement {
  const documents = readYaml(text);
  if (typeof documents === 'string') return { hazards: [], unread: [{ reason: documents, identity: text }] };
  const found = documents.map((document) => {
    const services = document.at('services');
    return {
      hazards: services.keys.flatMap((name) => serviceHazards(services.at(name), name)),
      beyond: [
        ...document.keys.filter((key) => !TOP_KEYS.has(key) && !key.startsWith('x-')),
        ...services.items.flatMap(({ keys }) => keys.filter((key) => !SERVICE_KEYS.has(key) && !key.startsWith('x-'))),
      ],
    };
  });
  const hazards = found.flatMap((one) => one.hazards);
  const told = isSampleCode(path)
    ? hazards.filter(({ rule }) => rule !== 'moving-image' && rule !== 'public-exposure')
    : hazards;
  const unread = found
    .flatMap(({ beyond }) => beyond)
    .map((key) => ({ reason: `has the key \`${key}\`, which is not known here`, identity: key }));
  return { hazards: told, unread };
}

function serviceHazards(service: YamlPlace, name: string): ConfigurationHazard[] {
  const isOn = (key: string): boolean => service.at(key).words === 'true';
  const hosts = ['pid', 'ipc', 'network_mode', 'uts', 'userns_mode', 'cgroup'].filter(
    (key) => service.at(key).words === 'host',
  );
  return [
    ...(isOn('privileged')
      ? [hasNoWalls(service.at('privileged'), name, 'runs with all rights of its host (`privileged`)')]
      : []),
    ...(isOn('use_api_socket')
      ? [sharesHost(service.at('use_api_socket'), name, 'the socket of the container engine')]
      : []),
    ...hosts.map((key) => sharesHost(service.at(key), name, OF_KEY[key] ?? key)),
    ...dangerousCapabilities(service.at('cap_add')).map((one) =>
      hasNoWalls(one, name, `has the capability \`${one.words}\``),
    ),
    ...service
      .at('security_opt')
      .items.filter(({ words }) => /unconfined|label[:=]disable|no-new-privileges[:=]false/.test(words))
      .map((one) => hasNoWalls(one, name, `runs without a wall (\`${one.words}\`)`)),
    ...service.at('volumes').items.flatMap((volume) => mountHazards(volume, name)),
    ...service
      .at('devices')
      .items.filter(({ words }) => /^\/dev\/(?:mem|kmem|port|sd\w|nvme\w*|vd\w|kvm)\b/.test(words))
      .map((one) => sharesHost(one, name, `the device \`${one.words.split(':', 1).join()}\``)),
    ...service.at('ports').items.flatMap((port) => portHazards(port, name)),
    ...environmentHazards(service.at('environment'), name),
    ...commandHazards(service.at('command')),
    ...commandHazards(service.at('entrypoint')),
    ...probeHazards(service.at('healthcheck').at('test')),
    ...['post_start', 'pre_stop'].flatMap((key) =>
      service.at(key).items.flatMap((hook) => commandHazards(hook.at('command'))),
    ),
    ...optionHazards(service, name),
    ...(service.at('build').exists ? [] : movingImage(service.at('image'), name)),
  ];
}

/** `["CMD-SHELL", "…"]`, a text for the shell, or the words of a command. */
function probeHazards(test: YamlPlace): ConfigurationHazard[] {
  const [first, second] = test.items;
  return first?.words === 'CMD-SHELL' && second !== undefined ? programHazards(second) : commandHazards(test);
}

const OF_KEY: Readonly<Record<string, string>> = {
  pid: 'processes',
  ipc: 'memory between processes',
  network_mode: 'the network',
  uts: 'its name',
  userns_mode: 'users',
  cgroup: 'limits',
};

function mountHazards(volume: YamlPlace, name: string): ConfigurationHazard[] {
  const source = volume.isTable ? volume.at('source') : volume;
  const [path = '', , mode = ''] = source.words.split(':');
  const reach = reachOfPath(volume.isTable ? source.words : path);
  if (reach === null) return [];
  const readOnly = (mode.split(',').includes('ro') || volume.at('read_only').words === 'true') && !/socket/.test(reach);
  // What it only reads of these it needs to measure its host.
  return readOnly && /\/(?:proc|sys|dev|)`$/.test(reach) ? [] : [sharesHost(source, name, reach)];
}

function portHazards(port: YamlPlace, name: string): ConfigurationHazard[] {
  const published = port.isTable ? port.at('published').words : '';
  const target = port.isTable
    ? port.at('target').words
    : (port.words
        .replace(/\/\w+$/, '')
        .split(':')
        .at(-1) ?? '');
  const host = port.isTable ? port.at('host_ip').words : port.words.split(':').slice(0, -2).join(':');
  const isPublished = port.isTable ? published !== '' : port.words.includes(':');
  if (!isPublished || !STORE_PORTS.has(target) || /^(?:127\.|\[?::1|localhost|\$)/.test(host)) return [];
  return [
    hazardAt('public-exposure', port, name, {
      title: `\`${name}\` can be reached from every network of the machine`,
      explanation:
        'Docker publishes ports past the firewall of the machine. Publish it for the machine alone (`127.0.0.1:…`), or not at all: other services reach it by its name.',
      scenario: 'The machine has an address that others reach: they connect to the store, and try its passwords.',
      severity: 'suggestion',
      confidence: 450,
    }),
  ];
}

const OPEN: Readonly<Record<string, RegExp>> = {
  POSTGRES_HOST_AUTH_METHOD: /^trust$/,
  ALLOW_EMPTY_PASSWORD: /^(?:yes|true|1)$/i,
  ALLOW_ANONYMOUS_LOGIN: /^(?:yes|true|1)$/i,
  ALLOW_PLAINTEXT_LISTENER: /^never$/,
  MYSQL_ALLOW_EMPTY_PASSWORD: /^(?:yes|true|1)$/i,
  'xpack.security.enabled': /^false$/i,
  DISABLE_SECURITY_PLUGIN: /^true$/i,
  GF_AUTH_ANONYMOUS_ORG_ROLE: /^Admin$/,
  DOCKER_TLS_CERTDIR: /^$/,
};

function environmentHazards(environment: YamlPlace, name: string): ConfigurationHazard[] {
  const pairs = environment.isTable
    ? environment.keys.map((key) => ({ key, value: environment.at(key), text: environment.at(key).words }))
    : environment.items.map((value) => ({
        key: value.words.split('=', 1).join(),
        value,
        text: value.words.slice(value.words.indexOf('=') + 1),
      }));
  return pairs.flatMap(({ key, value, text }): ConfigurationHazard[] => {
    if (OPEN[key]?.test(text) === true && value.exists)
      return [
        hazardAt('public-exposure', value, name, {
          title: `\`${name}\` lets in whoever reaches it (\`${key}\`)`,
          explanation: 'Every other service, and whoever reaches the port, has all rights without a password. Set one.',
          scenario: 'Another container is taken over, or the port is published: somebody reads and deletes everything.',
          severity: 'suggestion',
          confidence: 500,
        }),
      ];
    if (environment.isTable) return [...uncheckedSetting(key, value, name), ...secretHazards(key, value, name, text)];
    return secretHazards(key, value, name, text);
  });
}

const SECRET = /(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;

/** A value that somebody chose to be a secret; words that everybody would choose are for development. */
function secretHazards(key: string, value: YamlPlace, name: string, text: string): ConfigurationHazard[] {
  const strong =
    text.length >= 10 &&
    /\d/.test(text) &&
    /[A-Za-z]/.test(text) &&
    !/\$|example|test|dev|local|change|dummy|sample|xxx|password|secret/i.test(text);
  if (!SECRET.test(key) || !strong) return [];
  return [
    hazardAt('hard-coded-secret', value, name, {
      title: `\`${key}\` of \`${name}\` stands in the file`,
      explanation:
        'Whoever can read the repository, now or later, has it. Take it from the environment or from `secrets`.',
      scenario: 'Somebody reads the repository and signs in with it.',
      severity: 'warning',
      confidence: 550,
    }),
  ];
}

const OPEN_OPTION =
  /--api\.insecure(?:=true)?\b|--protected-mode[ =]no\b|(?:--(?:NotebookApp|ServerApp)\.token=(?:''|""|\s|$))|--insecure-listen|-H[ =]tcp:\/\/0\.0\.0\.0|--noauth\b|--skip-grant-tables\b|--anonymous-auth=true/;

function optionHazards(service: YamlPlace, name: string): ConfigurationHazard[] {
  return service
    .at('command')
    .texts.filter(({ words }) => OPEN_OPTION.test(words))
    .map((one) =>
      hazardAt('public-exposure', one, name, {
        title: `\`${name}\` lets in whoever reaches it`,
        explanation: `\`${OPEN_OPTION.exec(one.words)?.[0] ?? ''}\` turns off the question who somebody is. Set a password, a token or a certificate.`,
        scenario: 'Somebody in the same network opens the address and has all rights there.',
      }),
    );
}
