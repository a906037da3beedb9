import type { FileKind } from '../../../schemas/judged.ts';
import type { FileSubject } from '../file-subject.ts';
import { knownKind } from '../known-kind.ts';
import type { DataEntry } from './data-entry.ts';
import { kindOfXml } from './kind-of-xml.ts';
import { obeyedData } from './obeyed-data.ts';

const WINDOW = 64 * 1024;

/** Data that some tool runs, by what stands in it. All patterns of a row must fit. */
const SIGNATURES: readonly (readonly [id: string, ...patterns: readonly RegExp[]])[] = [
  ['kubernetes', /^[ \t]*["']?apiVersion["']?[ \t]*:/m, /^[ \t]*["']?kind["']?[ \t]*:/m],
  ['cloudformation', /AWSTemplateFormatVersion|["']?Type["']?[ \t]*:[ \t]*["']?AWS::/],
  ['github-workflow', /^["']?(?:on|jobs)["']?[ \t]*:/m, /^[ \t]+["']?(?:runs-on|steps|uses)["']?[ \t]*:/m],
  ['github-action', /^runs[ \t]*:/m, /^[ \t]+using[ \t]*:/m],
  ['docker-compose', /^services[ \t]*:/m, /^[ \t]+(?:image|build)[ \t]*:/m],
  ['ansible', /^[ \t]*(?:-[ \t]*)?(?:hosts|tasks|roles|become)[ \t]*:/m, /^[ \t]*- ?/m],
];
/** The same by the keys that a parser finds, however they are written: a row fits where it has one key of each group. */
const KEY_SIGNATURES: readonly (readonly [id: string, ...groups: readonly (readonly string[])[]])[] = [
  ['kubernetes', ['apiVersion'], ['kind']],
  ['cloudformation', ['AWSTemplateFormatVersion', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join']],
  ['access-policy', ['Effect', 'effect'], ['Action', 'NotAction', 'action', 'actions']],
  ['access-policy', ['.read', '.write', '.validate']],
  ['github-workflow', ['jobs'], ['runs-on', 'uses']],
  ['docker-compose', ['services'], ['image', 'build']],
];
/** These only give a file its name: its class stays what its keys say. */
const DESCRIPTIONS: readonly (readonly [id: string, pattern: RegExp])[] = [
  ['openapi', /^[ \t]{0,4}["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?[23]/m],
  ['json-schema', /["']\$schema["'][ \t]*:[ \t]*["']https?:\/\/json-schema\.org\//],
];

/** The formats of keys and values whose texts are read here. */
const KEYED: ReadonlySet<string> = new Set(
  'json jsonc json5 toml properties yaml openapi json-schema issue-template'.split(' '),
);
/** Folders of texts for people in their languages: the one use of INI that no program is set up by. */
const TRANSLATIONS = /(?:^|\/)(?:i18n|l10n|lang|langs|language|languages|locale|locales|translations?)\//i;

/** What the contents make of a file whose name says data: never less than the name does. */
export function kindByData(named: FileKind, subject: FileSubject): FileKind {
  const { text, extent, path } = subject;
  const running: FileKind = { ...named, class: 'running-configuration' };
  if (named.id === 'ini' && !TRANSLATIONS.test(path)) return running;
  // Most YAML configures something: what is not seen whole is not taken for data.
  if (text === null) return named.id === 'yaml' || named.id === 'xml' ? running : named;
  const window = text.slice(0, WINDOW);
  if (named.id === 'xml') return kindOfXml(named, window, text);
  if (named.id === 'xml-property-list') {
    return /<key>(?:Program|ProgramArguments|NS\w{1,60}|CFBundle\w{1,60}|com\.apple\.)/.test(window) ? running : named;
  }
  if (named.id === 'ini') return obeyedData('ini', text, false).obeyed ? running : named;
  if (named.id === 'jest-snapshot' || !KEYED.has(named.id)) return named;
  return kindOfKeyed(named, { text, window, extent, path });
}

function kindOfKeyed(
  named: FileKind,
  {
    text,
    window,
    extent,
    path,
  }: Pick<FileSubject, 'extent' | 'path'> & { readonly text: string; readonly window: string },
): FileKind {
  const format = formatOf(named.id, path);
  const found = SIGNATURES.find(([, ...patterns]) => patterns.every((pattern) => pattern.test(window)));
  if (found !== undefined && (format === 'yaml' || format === 'json')) return knownKind(found[0]);
  const { obeyed, entries } = obeyedData(format, text, extent === 'whole');
  const signed = entries === null || format === 'toml' || format === 'properties' ? null : kindByKeys(entries);
  if (signed !== null) return knownKind(signed);
  const description = DESCRIPTIONS.find(([, pattern]) => pattern.test(window));
  const kind = description === undefined ? named : { ...knownKind(description[0]), class: named.class };
  const isUnseen = format === 'yaml' && extent !== 'whole';
  return obeyed || isUnseen ? { ...kind, class: 'running-configuration' } : kind;
}

/** The format that a description is written in, by its ending. */
function formatOf(id: string, path: string): string {
  if (id !== 'openapi' && id !== 'json-schema' && id !== 'issue-template') return id;
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'json';
}

function kindByKeys(entries: readonly DataEntry[]): string | null {
  const keys = new Set(entries.map(({ key }) => key));
  const found = KEY_SIGNATURES.find(([, ...groups]) => groups.every((group) => group.some((key) => keys.has(key))));
  return found?.[0] ?? null;
}
