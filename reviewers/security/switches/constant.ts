import type { ChangedFile } from '../../../schemas/change-set.ts';

/** A name that is given yes or no for good. */
interface Constant {
  readonly name: string;
  readonly isOn: boolean;
}

/** A constant on a line of a change. */
export interface ChangedConstant extends Constant {
  readonly file: ChangedFile;
  readonly line: number;
  readonly text: string;
}

const DEFINITION =
  /^\s{0,60}(?:[@$\w<>.?[\]]{1,60}\s{1,8}){0,6}[$@]?(\w{2,80})\s{0,4}(?::\s{0,4}[\w?]{1,40}\s{0,4})?(?::=|=>|[:=])\s{0,4}(!?[\w'"]{1,20})\s{0,4}[;,]?\s{0,20}(?:(?:\/\/|#).*)?$/;
const ON = /^(?:true|1|!0|['"](?:true|on|yes|1)['"])$/i;
const OFF = /^(?:false|0|none|null|nil|!1|['"](?:false|off|no|0)['"])$/i;
const LONGEST = 300;

/** The constant that a line defines; null where it defines none that is yes or no. */
export function constantOn(line: string): Constant | null {
  const [, name, value = ''] = line.length > LONGEST ? [] : (DEFINITION.exec(line.replace(/\r$/, '')) ?? []);
  if (name === undefined || (!ON.test(value) && !OFF.test(value))) return null;
  return { name, isOn: ON.test(value) };
}

/** Constants that the change adds with this value and does not merely move. */
export function changedConstants(files: readonly ChangedFile[]): readonly ChangedConstant[] {
  const gone = new Set(files.flatMap((file) => constantsIn(file, 'deleted')).map(keyOf));
  return files.flatMap((file) => constantsIn(file, 'added')).filter((one) => !gone.has(keyOf(one)));
}

/** Names that the change gives the other value. */
export function flippedNames(files: readonly ChangedFile[]): ReadonlySet<string> {
  const gone = new Set(files.flatMap((file) => constantsIn(file, 'deleted')).map(keyOf));
  const come = changedConstants(files);
  return new Set(come.filter(({ name, isOn }) => gone.has(keyOf({ name, isOn: !isOn }))).map(({ name }) => name));
}

const keyOf = ({ name, isOn }: Constant): string => `${name} ${isOn}`;

function constantsIn(file: ChangedFile, kind: 'added' | 'deleted'): ChangedConstant[] {
  return file.hunks
    .flatMap(({ lines }) => lines)
    .filter((line) => line.kind === kind)
    .flatMap(({ text, newLine, oldLine }) => {
      const constant = constantOn(text);
      return constant === null ? [] : [{ ...constant, file, line: newLine ?? oldLine ?? 1, text }];
    });
}
