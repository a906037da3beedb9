import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import type { ConfigurationHazard } from '../configuration/configuration-hazard.ts';
import { readYaml, type YamlPlace } from '../configuration/yaml-place.ts';
import {
  commandHazards,
  dangerousCapabilities,
  hasNoWalls,
  hazardAt,
  movingImage,
  reachOfPath,
  sharesHost,
  STORE_PORTS,
  uncheckedSetting,
} from './host-reach.ts';
import { isStandIn } from './stand-in.ts';

/** Kinds of which everything that opens a door is looked for here. */
const KNOWN: ReadonlySet<string> = new Set(
  `Pod Deployment StatefulSet DaemonSet ReplicaSet ReplicationController Job CronJob PodTemplate Service Ingress IngressClass NetworkPolicy Role ClusterRole
  RoleBinding ClusterRoleBinding ServiceAccount Namespace PersistentVolumeClaim PersistentVolume StorageClass HorizontalPodAutoscaler
  PodDisruptionBudget ResourceQuota LimitRange PriorityClass ConfigMap Secret List Endpoints EndpointSlice VerticalPodAutoscaler`.split(
    /\s+/,
  ),
);

/** Judges manifests of Kubernetes, one a document. */
export function judgeKubernetes(text: string): SideJudgement {
  const documents = readYaml(text);
  if (typeof documents === 'string') return { hazards: [], unread: [{ reason: documents, identity: text }] };
  const objects = documents
    .flatMap((document) => (document.at('kind').words === 'List' ? document.at('items').items : [document]))
    .filter(({ isTable }) => isTable);
  const unread = objects.flatMap((one) => {
    const kind = one.at('kind').words;
    if (!KNOWN.has(kind))
      return [
        {
          reason: `describes \`${kind === '' ? 'something without a kind' : kind}\`, which is not read here`,
          identity: JSON.stringify(one.plain),
        },
      ];
    // Scripts and settings of programs: nobody says here which program reads them.
    const programs = kind === 'ConfigMap' && one.at('data').items.some(({ words }) => words.includes('\n'));
    return programs
      ? [{ reason: 'holds files of a `ConfigMap`, which are not read here', identity: JSON.stringify(one.plain) }]
      : [];
  });
  return { hazards: objects.flatMap(objectHazards), unread };
}

function objectHazards(object: YamlPlace): ConfigurationHazard[] {
  return [
    ...podsIn(object, 0).flatMap(podHazards),
    ...rightsHazards(object),
    ...networkHazards(object),
    ...secretHazards(object),
    ...namespaceHazards(object),
  ];
}

/** Every description of a pod below, however deep a template nests it. */
function podsIn(place: YamlPlace, depth: number): YamlPlace[] {
  if (depth > 12 || !place.isTable) return [];
  if (place.at('containers').exists) return [place];
  return place.items.flatMap((inner) => podsIn(inner, depth + 1));
}

function podHazards(pod: YamlPlace): ConfigurationHazard[] {
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((key) => pod.at(key).items);
  const name = containers[0]?.at('name').words ?? 'the pod';
  const shares: readonly (readonly [key: string, what: string])[] = [
    ['hostNetwork', 'the network'],
    ['hostPID', 'processes'],
    ['hostIPC', 'memory between processes'],
  ];
  return [
    ...shares.filter(([key]) => pod.at(key).words === 'true').map(([key, what]) => sharesHost(pod.at(key), name, what)),
    ...pod.at('volumes').items.flatMap((volume) => {
      const path = volume.at('hostPath').at('path');
      const reach = reachOfPath(path.words);
      const mounts = containers
        .flatMap((one) => one.at('volumeMounts').items)
        .filter((one) => one.at('name').words === volume.at('name').words);
      const reads =
        mounts.length > 0 &&
        mounts.every((one) => one.at('readOnly').words === 'true') &&
        /\/(?:proc|sys|dev|)`$/.test(reach ?? '');
      return reach === null || reads ? [] : [sharesHost(path, name, reach)];
    }),
    ...contextHazards(pod.at('securityContext'), name),
    ...containers.flatMap(containerHazards),
  ];
}

function containerHazards(container: YamlPlace): ConfigurationHazard[] {
  const name = container.at('name').words;
  return [
    ...contextHazards(container.at('securityContext'), name),
    ...movingImage(container.at('image'), name),
    ...container
      .at('env')
      .items.flatMap((one) => [
        ...uncheckedSetting(one.at('name').words, one.at('value'), name),
        ...literalSecret(one, name),
      ]),
    ...commandHazards(container.at('command'), container.at('args')),
    ...['postStart', 'preStop'].flatMap((key) => execHazards(container.at('lifecycle').at(key))),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((key) => execHazards(container.at(key))),
    ...[...container.at('args').items, ...container.at('command').items]
      .filter(({ words }) =>
        /^--(?:insecure-skip-tls-verify|kubelet-insecure-tls|anonymous-auth)(?:=true)?$|^--authorization-mode=AlwaysAllow$/.test(
          words,
        ),
      )
      .map((one) => unchecked(one, name)),
  ];
}

const execHazards = (hook: YamlPlace): ConfigurationHazard[] => commandHazards(hook.at('exec').at('command'));

function contextHazards(context: YamlPlace, name: string): ConfigurationHazard[] {
  const is = (key: string, value: string): boolean => context.at(key).words === value;
  return [
    ...(is('privileged', 'true')
      ? [hasNoWalls(context.at('privileged'), name, 'runs with all rights of its host (`privileged`)')]
      : []),
    ...(is('allowPrivilegeEscalation', 'true')
      ? [hasNoWalls(context.at('allowPrivilegeEscalation'), name, 'may gain more rights than it starts with')]
      : []),
    ...(is('procMount', 'Unmasked')
      ? [hasNoWalls(context.at('procMount'), name, 'sees and writes settings of the kernel')]
      : []),
    ...(context.at('seccompProfile').at('type').words === 'Unconfined'
      ? [hasNoWalls(context.at('seccompProfile').at('type'), name, 'may call everything in the kernel')]
      : []),
    ...dangerousCapabilities(context.at('capabilities').at('add')).map((one) =>
      hasNoWalls(one, name, `has the capability \`${one.words}\``),
    ),
    ...(is('runAsUser', '0') || is('runAsNonRoot', 'false')
      ? [asRoot(is('runAsUser', '0') ? context.at('runAsUser') : context.at('runAsNonRoot'), name)]
      : []),
  ];
}

function asRoot(place: YamlPlace, name: string): ConfigurationHazard {
  return hazardAt('excessive-permissions', place, name, {
    title: `\`${name}\` runs as root`,
    explanation:
      'Whoever takes the program over is root in the container, and on the node too where a mount or a weakness of the kernel lets them out.',
    scenario:
      'A weakness of the program lets somebody run commands: as root they write into mounted folders and install what they need.',
    confidence: 650,
  });
}

function unchecked(place: YamlPlace, name: string): ConfigurationHazard {
  return hazardAt('certificate-check-off', place, name, {
    title: `\`${name}\` does not ask who is at the other end (\`${place.words}\`)`,
    explanation:
      'Certificates, or names of callers, are not looked at. Give it the certificate authority of the cluster.',
    scenario:
      'Somebody in the network of the cluster answers for a node or calls the service, and reads or changes what it sends.',
  });
}

const SECRET = /(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;

function literalSecret(entry: YamlPlace, name: string): ConfigurationHazard[] {
  const key = entry.at('name').words;
  const value = entry.at('value');
  if (!SECRET.test(key) || value.text === null || isStandIn(value.words) || value.words.length < 6) return [];
  return [inFile(value, name, key)];
}

function inFile(value: YamlPlace, name: string, key: string): ConfigurationHazard {
  return hazardAt('hard-coded-secret', value, name, {
    title: `\`${key}\` stands in the file`,
    explanation:
      'Whoever can read the repository, or describe the pod, has it. Take it from a `Secret` that is made elsewhere, or seal it.',
    scenario: 'Somebody reads the repository and signs in with it.',
    severity: 'warning',
    confidence: 600,
  });
}

function secretHazards(object: YamlPlace): ConfigurationHazard[] {
  if (object.at('kind').words !== 'Secret') return [];
  return ['data', 'stringData'].flatMap((table) => {
    const values = object.at(table);
    return values.keys
      .filter((key) => !isStandIn(values.at(key).words) && values.at(key).words.length >= 6)
      .map((key) => inFile(values.at(key), object.at('metadata').at('name').words, key));
  });
}

function rightsHazards(object: YamlPlace): ConfigurationHazard[] {
  const name = object.at('metadata').at('name').words;
  const kind = object.at('kind').words;
  const rules = /^(?:Cluster)?Role$/.test(kind) ? object.at('rules').items : [];
  const has = (list: YamlPlace, ...words: readonly string[]): boolean =>
    list.items.some((one) => words.includes(one.words));
  const tooMuch = rules.flatMap((rule) => {
    const [verbs, resources] = [rule.at('verbs'), rule.at('resources')];
    const what =
      has(verbs, '*') && has(resources, '*')
        ? 'may do everything'
        : has(verbs, 'escalate', 'bind', 'impersonate')
          ? 'may give itself more rights'
          : has(resources, '*', 'secrets') &&
              has(verbs, '*', 'get', 'list') &&
              kind === 'ClusterRole' &&
              !rule.at('resourceNames').exists
            ? 'reads the secrets of every namespace'
            : has(resources, 'pods/exec', 'nodes/proxy') && has(verbs, '*', 'create', 'get') && kind === 'ClusterRole'
              ? 'may run commands in every pod'
              : null;
    return what === null ? [] : [broad(verbs, name, what)];
  });
  const role = object.at('roleRef').at('name');
  const open = object
    .at('subjects')
    .items.map((one) => one.at('name'))
    .filter(({ words }) => /^system:(?:anonymous|unauthenticated|authenticated)$/.test(words));
  return [
    ...tooMuch,
    ...(role.words === 'cluster-admin' ? [broad(role, name, 'makes an administrator of the cluster')] : []),
    ...open.map((one) => ({
      ...broad(one, name, `gives rights to everybody (\`${one.words}\`)`),
      severity: 'critical' as const,
    })),
  ];
}

function broad(place: YamlPlace, name: string, what: string): ConfigurationHazard {
  return hazardAt('excessive-permissions', place, name, {
    title: `\`${name}\` ${what}`,
    explanation:
      'Whoever takes over the program that runs with it has the cluster. Name the verbs and the resources that it needs.',
    scenario:
      'A weakness of a program lets somebody read its token: with it they read every secret, or start containers of their own.',
  });
}

function networkHazards(object: YamlPlace): ConfigurationHazard[] {
  const name = object.at('metadata').at('name').words;
  const spec = object.at('spec');
  const all = (place: YamlPlace, what: string): ConfigurationHazard =>
    hazardAt('public-exposure', place, name, {
      title: `\`${name}\` ${what}`,
      explanation: 'Name the networks or the pods that need to reach it.',
      scenario: 'Somebody outside connects, and tries passwords and weaknesses.',
    });
  if (object.at('kind').words === 'NetworkPolicy')
    return spec.at('ingress').items.flatMap((rule) => {
      const open = rule
        .at('from')
        .items.map((one) => one.at('ipBlock').at('cidr'))
        .filter(({ words }) => /^(?:0\.0\.0\.0|::)\/0$/.test(words));
      return rule.isTable && rule.keys.length === 0
        ? [all(rule, 'lets everything in')]
        : open.map((one) => all(one, 'lets in every address'));
    });
  if (object.at('kind').words !== 'Service' || !/^(?:LoadBalancer|NodePort)$/.test(spec.at('type').words)) return [];
  const internal =
    object
      .at('metadata')
      .at('annotations')
      .keys.some((key) => /internal/.test(key)) ||
    spec.at('loadBalancerSourceRanges').items.some(({ words }) => words !== '0.0.0.0/0');
  const store = spec
    .at('ports')
    .items.map((port) => port.at('port'))
    .find(({ words }) => STORE_PORTS.has(words));
  return store === undefined || internal
    ? []
    : [{ ...all(store, 'is published outside of the cluster'), lines: [...spec.at('type').lines, ...store.lines] }];
}

function namespaceHazards(object: YamlPlace): ConfigurationHazard[] {
  const label = object.at('metadata').at('labels').at('pod-security.kubernetes.io/enforce');
  return label.words === 'privileged'
    ? [hasNoWalls(label, object.at('metadata').at('name').words, 'lets every pod have all rights of its host')]
    : [];
}
