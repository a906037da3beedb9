import type { SettingHazard } from '../../build-files/manifest-format.ts';
import type { Plain } from '../../build-files/setting.ts';
import type { PipelineFormat } from '../pipeline-format.ts';
import type { PipelineSetting } from '../pipeline-setting.ts';
import { movingImageOf, movingPart } from '../third-parties.ts';

const STEPS = ['jobs/*/steps/#', 'commands/*/steps/#', 'jobs|commands/*/steps/#/when|unless/steps/#'];
const inSteps = (keys: string): Plain[] => STEPS.map((prefix) => [keys === '' ? prefix : `${prefix}/${keys}`]);

const PLAIN: readonly Plain[] = [
  ['version|setup'],
  ['orbs/*', /^[\w-]{1,80}\/[\w-]{1,80}@\d[\w.]{0,40}$/],
  ['parameters|workflows/**'],
  [
    'jobs|executors/*/docker|macos|machine|environment|parameters|resource_class|working_directory|parallelism|shell|executor|description|circleci_ip_ranges|type/**',
  ],
  [
    'jobs|executors/*/docker|macos|machine|environment|resource_class|working_directory|parallelism|executor|description|type',
  ],
  ['jobs|executors/*/shell', /^(?:\/usr)?(?:\/bin\/)?(?:env )?(?:ba)?sh\b[\w /-]{0,60}$/],
  ['commands/*/description'],
  ['commands/*/parameters/**'],
  ...STEPS.map((prefix): Plain => [prefix, /^(?:checkout|setup_remote_docker|add_ssh_keys)$/]),
  ...inSteps('run/name|working_directory|background|no_output_timeout|when'),
  ...inSteps('run/environment/*'),
  ...inSteps(
    'checkout|save_cache|restore_cache|store_artifacts|store_test_results|persist_to_workspace|attach_workspace|setup_remote_docker|add_ssh_keys/**',
  ),
  ...inSteps('when|unless/condition/**'),
  ...inSteps('when|unless/condition'),
];

/** CircleCI. What stands in `<< … >>` is put into a script before a shell reads it. */
export const circlePipeline: PipelineFormat = {
  plain: PLAIN,
  shellOf: ({ keys }) =>
    keys.includes('steps') && (keys.at(-1) === 'run' || (keys.at(-1) === 'command' && keys.at(-2) === 'run'))
      ? 'sh'
      : null,
  inserted: /<<\s{0,5}([\w.#^/ -]{1,120}?)\s{0,5}>>/g,
  strangers: [
    [
      /^pipeline\.(?:trigger_parameters|event)\.[\w.]{0,80}(?:title|body|message|ref|branch|label|name|email)$/,
      'warning',
    ],
    [/^pipeline\.git\.(?:branch|tag)$/, 'suggestion'],
  ],
  hazards: (settings) => settings.flatMap((setting) => hazardOf(setting) ?? []),
};

function hazardOf(at: PipelineSetting): SettingHazard | null {
  const { keys, value } = at;
  if (keys[0] === 'orbs' && keys.length === 2) {
    const [what = '', ref = ''] = value.split('@');
    return /^(?:volatile|dev:.{1,100}|)$/.test(ref) && what.includes('/')
      ? movingPart(at, { what, ref, severity: 'warning' })
      : null;
  }
  return keys.at(-1) === 'image' && keys.includes('docker') ? movingImageOf(at) : null;
}
