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

/** Constants that the change adds with this value and does not merely move; and the names to which it gives the other value. */
export function changedConstants(files: readonly ChangedFile[]): {
  readonly changed: readonly ChangedConstant[];
  readonly flipped: ReadonlySet<string>;
} {
  const gone = new Set<string>();
  const come: ChangedConstant[] = [];
  for (const file of files) {
    for (const constant of constantsIn(file, 'deleted')) gone.add(keyOf(constant));
    for (const constant of constantsIn(file, 'added')) come.push(constant);
  }
  const changed = come.filter((one) => !gone.has(keyOf(one)));
  const flipped = changed.filter(({ name, isOn }) => gone.has(keyOf({ name, isOn: !isOn })));
  return { changed, flipped: new Set(flipped.map(({ name }) => name)) };
}

const keyOf = ({ name, isOn }: Constant): string => `${name} ${isOn}`;

function constantsIn(file: ChangedFile, kind: 'added' | 'deleted'): ChangedConstant[] {
  const found: ChangedConstant[] = [];
  for (const { lines } of file.hunks)
    for (const line of lines) {
      const constant = line.kind === kind ? constantOn(line.text) : null;
      if (constant !== null)
        found.push({ ...constant, file, line: line.newLine ?? line.oldLine ?? 1, text: line.text });
    }
  return found;
}
