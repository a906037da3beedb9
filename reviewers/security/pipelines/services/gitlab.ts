import type { SettingHazard } from '../../build-files/manifest-format.ts';
import type { Plain } from '../../build-files/setting.ts';
import type { PipelineFormat } from '../pipeline-format.ts';
import type { PipelineSetting } from '../pipeline-setting.ts';
import { isReleased, movingImageOf, movingPart } from '../third-parties.ts';

const SCRIPTS = /^(?:script|before_script|after_script|pre_get_sources_script)$/;
const HARMLESS =
  'stage|extends|needs|dependencies|when|allow_failure|interruptible|retry|timeout|coverage|parallel|resource_group|tags|environment|only|except|rules|workflow|release|description|start_in|artifacts|cache|image|services|inherit|variables|id_tokens|identity|pages|spec|stages|default|hooks|manual_confirmation|trigger|dast_configuration';

const PLAIN: readonly Plain[] = [
  ['stages/#'],
  ['image|services/**'],
  ['image'],
  ['variables|workflow|spec|cache|pages/**'],
  [`*/${HARMLESS}`],
  [`*/${HARMLESS}/**`],
  ['include', /^\/?[\w./*-]{1,200}\.ya?ml$/],
  ['include/#', /^\/?[\w./*-]{1,200}\.ya?ml$/],
  ['include/#/local|template|file|project|component|ref|inputs|rules|remote|integrity'],
  ['include/local|template|file|project|component|ref|remote|integrity'],
  ['include/#/file/#'],
  ['include/#/inputs|rules/**'],
];

/** GitLab CI. Variables are no part of its scripts: a shell reads them. */
export const gitlabPipeline: PipelineFormat = {
  plain: PLAIN,
  shellOf: ({ keys }) => (keys.some((key, at) => at < 3 && SCRIPTS.test(key)) ? 'sh' : null),
  inserted: /\$\[\[[^\]\n]{0,300}\]\]/g,
  strangers: [],
  hazards: (settings) => settings.flatMap((setting) => hazardOf(setting, settings) ?? []),
};

function hazardOf(at: PipelineSetting, all: readonly PipelineSetting[]): SettingHazard | null {
  const { keys, value } = at;
  const last = keys.at(-1) ?? '';
  const isIncluded = keys[0] === 'include' || (keys.includes('trigger') && keys.includes('include'));
  if (isIncluded) return includeHazard(at, all);
  if (last === 'image' || (keys.at(-2) === 'image' && last === 'name')) return movingImageOf(at);
  if (last === 'DOCKER_TLS_CERTDIR' && value === '') return openEngine(at);
  return null;
}

/** What is included from elsewhere and may change there. */
function includeHazard(at: PipelineSetting, all: readonly PipelineSetting[]): SettingHazard | null {
  const { keys, value, group } = at;
  const last = keys.at(-1) ?? '';
  const around = group.slice(0, group.lastIndexOf('/'));
  const beside = (name: string): string => all.find((other) => other.group === `${around}/${name}`)?.value ?? '';
  if (/^https?:\/\//i.test(value) && (last === 'remote' || last === '#' || last === 'include')) {
    if (/^http:/i.test(value)) return movingPart(at, { what: value, ref: 'http', severity: 'critical' });
    const isPinned = beside('integrity') !== '' || /\/[\da-f]{40}\//.test(value);
    return isPinned
      ? null
      : movingPart(at, { what: value, ref: /\/(main|master|HEAD)\//.exec(value)?.[1] ?? 'it', severity: 'warning' });
  }
  if (last === 'project') return isReleased(beside('ref')) ? null : movingPart(at, { what: value, ref: beside('ref') });
  if (last !== 'component') return null;
  const ref = value.slice(value.lastIndexOf('@') + 1);
  return /^(?:~latest|main|master)$/.test(ref)
    ? movingPart(at, { what: value.slice(0, value.lastIndexOf('@')), ref })
    : null;
}

function openEngine(at: PipelineSetting): SettingHazard {
  return {
    at,
    rule: 'certificate-check-off',
    identity: 'engine',
    title: 'The container engine of this job takes orders without TLS',
    explanation:
      'Whoever reaches its port starts containers with all rights there. Leave `DOCKER_TLS_CERTDIR` at a folder, and use port 2376.',
    failureScenario: {
      description:
        'Another job on the same network sends an order to the engine, and reads what this job builds and its secrets.',
    },
    severity: 'suggestion',
    confidence: 500,
  };
}
