import type { FileKind } from '../../../schemas/judged.ts';
import type { FileSubject } from '../file-subject.ts';
import { knownKind } from '../known-kind.ts';
import type { DataEntry } from './data-entry.ts';
import { isOrder } from './command-values.ts';
import { kindOfXml } from './kind-of-xml.ts';
import { isMoreThanTexts, obeyedData } from './obeyed-data.ts';

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

const UNKEYED: ReadonlySet<string> = new Set('xml xml-property-list ini csv tsv'.split(' '));
const TABLES: ReadonlySet<string> = new Set(['csv', 'tsv']);
const MOST_TABLE = 2 * 1024 * 1024;
const PROPERTY_LIST = /<key>(?:Program|ProgramArguments|NS\w{1,60}|CFBundle\w{1,60}|com\.apple\.)/;
/** The formats of keys and values whose texts are read here. */
const KEYED: ReadonlySet<string> = new Set(
  'json jsonc json5 toml properties yaml openapi json-schema issue-template'.split(' '),
);
/** Folders of texts for people in their languages: the one use of INI that no program is set up by. */
const TRANSLATIONS =
  /(?:^|\/)(?:i18n|l10n|lang|langs|language|languages|locale|locales|localization|localisation|translations?)\//i;
/** Such a file under the name of its language alone: `locales/pt-BR.json`. */
const OF_A_LANGUAGE = /\/[a-z]{2,3}(?:[-_][a-z]{2,8}){0,2}\.\w{3,10}$/i;
/** The same in INI, behind a word for all of them: `locale_pt-BR.ini`. Its keys are names of places in a program. */
const INI_OF_A_LANGUAGE = /\/(?:[a-z]{2,20}[_.-])?[a-z]{2,3}(?:[-_][A-Z]{2,4})?\.ini$/;
const INI_TEXT = /^[ \t]{0,20}(?:[#;].*|\[[\w. -]{1,80}\]|[\w. -]{1,120}=[^\n]{0,4000})?[ \t\r]{0,20}$/;
/** Programs that a spreadsheet starts, and addresses that it asks, when it opens a table. */
const FORMULA =
  /(?:^|[,;\t"' ])[=+@-][ \t]{0,4}(?:cmd|hyperlink|webservice|import(?:xml|data|html|feed|range)|dde(?:auto)?|exec|call|system|register)[ \t]{0,4}[(|]/im;

/** What the contents make of a file whose name says data: never less than the name does. What is not seen whole is not taken for data. */
export function kindByData(named: FileKind, subject: FileSubject): FileKind {
  const { text, extent, path } = subject;
  const running: FileKind = { ...named, class: 'running-configuration' };
  if (named.id === 'ini' && !TRANSLATIONS.test(path)) return running;
  if (KEYED.has(named.id) || UNKEYED.has(named.id)) {
    if (text === null || (extent !== 'whole' && !TABLES.has(named.id))) return seenInPieces(named, subject);
  }
  if (text === null) return named;
  if (named.id === 'expected-output') return isOrder(text) ? running : named;
  const window = text.slice(0, WINDOW);
  if (TABLES.has(named.id)) return text.length > MOST_TABLE || FORMULA.test(text) || isOrder(text) ? running : named;
  if (named.id === 'xml') return kindOfXml(named, window, { text, path });
  if (named.id === 'xml-property-list') {
    return kindOfXml(named, window, { text, path }).class === 'data' && !PROPERTY_LIST.test(text) ? named : running;
  }
  if (named.id === 'ini') return isTextsOf(path, text) || !obeyedData('ini', text, false).obeyed ? named : running;
  return KEYED.has(named.id) ? kindOfKeyed(named, { text, window, path }) : named;
}

/** No program is set up by so many sentences: a list of texts has them, settings have words and numbers. */
const FEWEST_TEXTS = 20;

/** Whether an INI file has texts in a language of people, most of them more than a word, and none of them an order. */
function isTextsOf(path: string, text: string): boolean {
  if (!INI_OF_A_LANGUAGE.test(path) || text.length > MOST_TABLE) return false;
  const lines = text.split('\n');
  if (!lines.every((line) => INI_TEXT.test(line))) return false;
  const texts = lines.filter((line) => /^[^#;=[]{1,140}=/.test(line)).map((line) => line.slice(line.indexOf('=') + 1));
  const sentences = texts.filter((one) => /\S\s+\S|[^ -~\t]/.test(one));
  return texts.length >= FEWEST_TEXTS && sentences.length * 2 > texts.length && !texts.some((one) => isOrder(one));
}

/** The tool whose keys a piece shows, else what the name says: the rest, and the keys around what is shown, are not seen. */
function seenInPieces(named: FileKind, { text, path }: FileSubject): FileKind {
  const format = formatOf(named.id, path);
  const signed =
    text === null || (format !== 'yaml' && format !== 'json') ? undefined : signatureOf(text.slice(0, WINDOW));
  return signed ?? { ...named, class: 'running-configuration' };
}

function signatureOf(window: string): FileKind | undefined {
  const found = SIGNATURES.find(([, ...patterns]) => patterns.every((pattern) => pattern.test(window)));
  return found && knownKind(found[0]);
}

function kindOfKeyed(
  named: FileKind,
  { text, window, path }: Pick<FileSubject, 'path'> & { readonly text: string; readonly window: string },
): FileKind {
  const format = formatOf(named.id, path);
  const isText = TRANSLATIONS.test(path) && OF_A_LANGUAGE.test(path);
  if (isText && format !== 'toml' && !isMoreThanTexts(format, text)) return { ...named, class: 'data' };
  const found = format === 'yaml' || format === 'json' ? signatureOf(window) : undefined;
  if (found !== undefined) return found;
  const { obeyed, entries } = obeyedData(format, text, true);
  const signed = entries === null || format === 'toml' || format === 'properties' ? null : kindByKeys(entries);
  if (signed !== null) return knownKind(signed);
  const description = DESCRIPTIONS.find(([, pattern]) => pattern.test(window));
  const kind = description === undefined ? named : { ...knownKind(description[0]), class: named.class };
  if (entries !== null && named.id === 'json-schema' && description?.[0] === 'json-schema' && onlyDescribes(entries))
    return kind;
  return obeyed ? { ...kind, class: 'running-configuration' } : kind;
}

/** Keys behind which generators of code find pieces of it, and which tools have added for themselves. */
const GENERATES = /^(?:x-|ts[A-Z]|(?:existing)?java[A-Z])/;

/** Whether a schema, which says so of itself, has names of what it describes where other data has keys that something obeys. */
function onlyDescribes(entries: readonly DataEntry[]): boolean {
  return entries.every(
    ({ key, value }) =>
      !(typeof value === 'string' && isOrder(value)) && (key === '$ref' ? isWithin(value) : !GENERATES.test(key)),
  );
}

/** A place in the same file. */
const isWithin = (value: unknown): boolean => typeof value !== 'string' || value.startsWith('#');

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
