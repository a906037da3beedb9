import type { ManifestSetting } from '../build-files/setting.ts';
import { readYaml, type YamlPlace } from '../configuration/yaml-place.ts';

/** One value of a pipeline. Its keys are without conditions and counts, so that a step that moves is the same step: entries of lists are `#`. */
export interface PipelineSetting extends ManifestSetting {
  /** The list or the value that it is a part of: the commands of one step are one script. */
  readonly group: string;
  /** What the step around it runs or is called. */
  readonly step: string;
  /** The line of the file at which a line of the value (counted from 0) stands. */
  readonly lineInside: (index: number) => number;
}

/** What a step is known by, the most telling first. */
const NAMES =
  'task script bash pwsh powershell template run uses pipe command commands plugins name image checkout download key path label'.split(
    ' ',
  );
/** `${{ if … }}:` of Azure, before what it lets through. */
const CONDITION = /^\$\{\{.*\}\}$/s;

/** The values of a pipeline; the reason where it cannot be read. */
export function readPipeline(text: string): readonly PipelineSetting[] | string {
  const documents = readYaml(text);
  return typeof documents === 'string'
    ? documents
    : documents.flatMap((document) => settingsOf(document, { keys: [], path: '', step: '' }));
}

interface Above {
  readonly keys: readonly string[];
  readonly path: string;
  readonly step: string;
}

function settingsOf(place: YamlPlace, above: Above): PipelineSetting[] {
  const { keys, path, step } = above;
  if (place.isTable) {
    return place.keys.flatMap((key) =>
      settingsOf(place.at(key), { keys: CONDITION.test(key) ? keys : [...keys, key], path: `${path}/${key}`, step }),
    );
  }
  if (place.text === null && place.items.length > 0) {
    return place.items.flatMap((item, index) =>
      settingsOf(item, {
        keys: keys.at(-1) === '#' ? keys : [...keys, '#'],
        path: `${path}/${index}`,
        step: item.isTable ? stepOf(item) : step,
      }),
    );
  }
  const value = place.text ?? '';
  const group = keys.at(-1) === '#' ? path.slice(0, path.lastIndexOf('/')) : path;
  return [{ keys, value, line: place.line, group, step, lineInside: (index) => place.lineInside(index) }];
}

function stepOf(item: YamlPlace): string {
  const key = NAMES.find((name) => item.at(name).exists) ?? item.keys[0] ?? '';
  return `${key} ${item
    .at(key)
    .texts.map(({ words }) => words)
    .join(' ')}`.replaceAll(/\s+/g, ' ');
}
