import type { FileKind } from '../judged.ts';
import type { FormatKind } from './format-kind.ts';
import { BUILD_FORMATS } from './formats/builds.ts';
import { OTHER_FORMATS } from './formats/others.ts';
import { PIPELINE_FORMATS } from './formats/pipelines.ts';
import { TOOL_FORMATS } from './formats/tools.ts';
import { CLASS_OF_TYPE, LANGUAGE_CLASSES } from './language-classes.ts';
import { LANGUAGES } from './language.ts';

/** Every format beside the languages, the more special first. */
export const FORMAT_KINDS: readonly FormatKind[] = [
  ...TOOL_FORMATS,
  ...PIPELINE_FORMATS,
  ...BUILD_FORMATS,
  ...OTHER_FORMATS,
];

const classes = new Map(LANGUAGE_CLASSES.flatMap((row) => row.ids.map((id) => [id, row.class])));

/** Every kind that a file can have, by its id, with the class that it has where its contents do not say otherwise. */
export const FILE_KINDS: ReadonlyMap<string, FileKind> = new Map([
  ...LANGUAGES.map(({ id, label, type }): [string, FileKind] => [
    id,
    { id, label, class: classes.get(id) ?? CLASS_OF_TYPE[type] },
  ]),
  ...FORMAT_KINDS.map(({ id, label, class: kind }): [string, FileKind] => [id, { id, label, class: kind }]),
]);
