import type { SecretKindSample } from './secret-kinds.ts';
import { DISGUISES } from './disguises.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A file in which the secret of a kind is written otherwise, and what stands there for it. */
interface Written {
  readonly text: string;
  readonly forms: readonly string[];
}

/** Values that nothing but their place in a file of their own tells. */
const STANDS_ALONE = /^Rails master key$|^\.(?:netrc|pgpass|npmrc) /;
/** Shorter texts are looked for as they stand alone: their base64 is like any word. */
const SHORTEST = 18;

type FileForm = (kind: SecretKindSample) => Written | null;

/** The whole of the text in another writing, with what stands around it in a string of a program. */
const whole =
  (disguise: (text: string) => string): FileForm =>
  ({ name, text, secret }) =>
    STANDS_ALONE.test(name) || text.length < SHORTEST
      ? null
      : {
          text: `const before = 1;\nconst value = '${disguise(text.trim().replaceAll("'", '"'))}';\nconst behind = 2;\n`,
          forms: [disguise(secret)],
        };

/** The secret where it stands, in another writing; secrets of several lines are none that a program puts together. */
const inPlace =
  (write: (secret: string) => string): FileForm =>
  ({ text, secret }) => {
    if (/\s/.test(secret) || secret.length < 12) return null;
    return { text: text.replace(secret, () => write(secret)), forms: pieces(secret) };
  };

const cutAt = (secret: string): number => Math.floor(secret.length / 2);
const pieces = (secret: string): readonly string[] => [secret.slice(0, cutAt(secret)), secret.slice(cutAt(secret))];
const joinedBy = (joint: string): FileForm => inPlace((secret) => pieces(secret).join(joint));
/** Other text around it; settings stand in their own files only. */
const around =
  (before: string, behind: string): FileForm =>
  ({ path, text, secret }) =>
    path === 'src/client.ts' ? { text: `${before}${text.trim()}${behind}`, forms: [secret] } : null;

/** How secrets stand in files that people and programs write. */
export const FILE_FORMS: Readonly<Record<string, FileForm>> = {
  'as it is': ({ text, secret }) => ({ text, forms: [secret] }),
  'in a comment': around('// ', '\n'),
  'in a page': around('<p>see <code>', '</code>, please</p>\n'),
  'in Markdown': around('See `', '`.\n'),
  'behind a removed line': around('- ', '\n'),
  'in a log': around('2026-01-01T00:00:00Z INFO [main] ', ' (attempt 1)\n'),
  'with Windows line ends': ({ text, secret }) => ({
    text: `a\r\n${text.replaceAll('\n', '\r\n')}b\r\n`,
    forms: [secret],
  }),
  'in the output of a notebook': ({ name, text, secret }) =>
    STANDS_ALONE.test(name)
      ? null
      : {
          text: JSON.stringify(
            { cells: [{ cell_type: 'code', outputs: [{ text: [`${text.trim()}\n`, 'done\n'] }] }] },
            null,
            1,
          ),
          forms: [JSON.stringify(secret).slice(1, -1)],
        },
  'JSON in JSON': ({ name, text, secret }) =>
    STANDS_ALONE.test(name)
      ? null
      : {
          text: JSON.stringify({ body: JSON.stringify({ value: text.trim() }) }),
          forms: [JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)],
        },
  'added in code': joinedBy(`" + "`),
  'put together in PHP': joinedBy(`' . '`),
  'put together in Lua': joinedBy(`" .. "`),
  'side by side': joinedBy(`" "`),
  'with a comment between': joinedBy(`" + /* goes on */ "`),
  'handed to concat': joinedBy(`".concat("`),
  'over two lines': joinedBy(`" +\n    "`),
  'over two lines in Python': joinedBy(`"\n    "`),
  'with something unseen between': joinedBy('\u200b'),
  'base64 behind other text': whole((text) => base64(`key ${text} and more`)),
  'base64 behind longer other text': whole((text) => base64(`a key ${text}\n`)),
  'base64 in lines': whole((text) => base64(`the key ${text}`).replaceAll(/(.{64})/g, '$1\n  ')),
  'base64 in a quoted mail': whole((text) => base64(`the key ${text}`).replaceAll(/(.{76})/g, '$1\r\n> ')),
  'base64 in two literals': whole((text) => base64(text).replace(/^.{10,20}/, '$&" + "')),
  ...Object.fromEntries(
    [
      'in an address',
      'in an address, every sign',
      'in an address, twice',
      'HTML numbers',
      'HTML hexadecimal numbers',
      'JSON escapes',
      'code point escapes',
      'byte escapes',
      'octal escapes',
      'base64',
      'base64 of the web',
      'base64 twice',
      'hexadecimal',
      'hexadecimal in capitals',
      'in full width',
      'numbers of characters',
    ].map((name) => [name, whole(DISGUISES[name] ?? String)]),
  ),
};
