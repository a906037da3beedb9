import type { SettingHazard } from '../../build-files/manifest-format.ts';
import type { PipelineFormat } from '../pipeline-format.ts';
import type { PipelineSetting } from '../pipeline-setting.ts';
import { evaluatedStrangers } from '../evaluated-strangers.ts';
import { isPlainVariable } from '../plain-variable.ts';
import { movingImageOf } from '../third-parties.ts';

/** Where a task runs. Source: Cirrus CI's guide, "Supported Computing Services" and "Writing Tasks". */
const MACHINE =
  /^(?:(?:arm_|windows_)?container|(?:freebsd|macos)_instance|docker_builder|gke_container|additional_containers)$/;
/** Words of whoever opens a pull request. Source: "Environment Variables". */
const STRANGERS = /\$\{?CIRRUS_(?:CHANGE_MESSAGE|CHANGE_TITLE|PR_TITLE|PR_BODY|BRANCH|COMMIT_MESSAGE)\b/;
const NAME = /^[\w.:/@ +-]{1,200}$/;
/** A released image: what has no version is told. */
const IMAGE = /^[\w./-]{1,200}(?::[\w.-]{1,100})?(?:@sha256:[\da-f]{64})?$/;
/** Conditions, in the words that Cirrus knows: nothing that never holds. */
const CONDITION = /^(?!(?:true|false)$)[\w $'"!=~&|().,*/^-]{1,400}$/;
const LOCAL = /^(?![.*/]*$)(?!\/(?!tmp)|.*\.\.)[\w.~*/$-]{1,200}$/;

/** Cirrus CI: every key that ends in `script` is one. */
export const cirrusPipeline: PipelineFormat = {
  plain: [],
  prepare: withTaskNames,
  isPlain: isPlainSetting,
  shellOf: ({ keys, value }) => (/(?:^|_)script$/.test(lastOf(keys)) && value !== '' ? 'sh' : null),
  inserted: /(?!)/g,
  strangers: [],
  hazards: (settings) => settings.flatMap((at) => hazardOf(at) ?? []),
};

function hazardOf(at: PipelineSetting): SettingHazard | null {
  const last = lastOf(at.keys);
  if (last === 'image' && at.keys.some((key) => MACHINE.test(key))) return movingImageOf(at);
  return /(?:^|_)script$/.test(last) ? evaluatedStrangers(at, STRANGERS) : null;
}

/** Cirrus lets `task` stand more than once, which YAML does not: each gets a number. */
function withTaskNames(text: string): string {
  let count = 0;
  return text.replaceAll(/^task:/gm, () => {
    count += 1;
    return `task${count}:`;
  });
}

const lastOf = (keys: readonly string[]): string => keys.filter((key) => key !== '#').at(-1) ?? '';

function isPlainSetting(setting: PipelineSetting): boolean {
  const { keys, value } = setting;
  const names = keys.filter((key) => key !== '#');
  const [last = '', above = ''] = names.toReversed();
  if (names.includes('env') || names.includes('environment')) return isPlainVariable(setting);
  if (MACHINE.test(above)) {
    if (last === 'image') return IMAGE.test(value);
    return (
      /^(?:image_family|image_name|cpu|memory|os_version|os|greedy|use_in_memory_disk|platform|name|port)$/.test(
        last,
      ) && NAME.test(value)
    );
  }
  if (above.endsWith('_cache'))
    return /^(?:folders?|fingerprint_key|reupload_on_changes)$/.test(last) && LOCAL.test(value);
  if (last.endsWith('_cache') && value === '') return true;
  if (above.endsWith('_artifacts')) return /^(?:path|paths|type|format)$/.test(last) && LOCAL.test(value);
  if (/^(?:only_if|auto_cancellation|stateful)$/.test(last)) return CONDITION.test(value) || value === 'true';
  if (last === 'skip') return CONDITION.test(value);
  if (last === 'allow_failures') return value === 'false';
  return (
    /^(?:name|alias|depends_on|timeout_in|trigger_type|required_pr_labels|skip_notifications|experimental|use_compute_credits)$/.test(
      last,
    ) && NAME.test(value)
  );
}
