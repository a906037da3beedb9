import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeCompose } from '../container/compose-hazards.ts';
import { judgeKubernetes } from '../container/kubernetes-hazards.ts';

/** What containers of Compose may do to their host. */
export const composeFiles = sidesCheck({
  id: 'compose-files',
  judges: [{ kinds: ['docker-compose'], families: ['running-configuration'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/.test(newPath) : kind.id === 'docker-compose',
  judge: judgeCompose,
});

/** What pods, roles and services of Kubernetes open. */
export const kubernetesManifests = sidesCheck({
  id: 'kubernetes-manifests',
  judges: [{ kinds: ['kubernetes'], families: ['running-configuration'] }],
  isMine: ({ kind }) => kind?.id === 'kubernetes',
  judge: judgeKubernetes,
});
