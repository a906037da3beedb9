import type { ChangeSet } from '../../schemas/change-set.ts';

/** Whether the title, the description or a commit of the change speaks of one of these names, with any sign or case between its words. */
export function saysInMessages({ title, body, commits }: ChangeSet, names: readonly string[]): boolean {
  const text = [title, body, ...commits.flatMap((one) => [one.subject, one.body])].join('\n').toLowerCase();
  return names.some((name) => spelled(name).test(text));
}

const DOCUMENT = /\.(?:mdx?|rst|adoc|txt|1|html)$/i;

/** Whether a document that the change touches speaks of a name where it is changed. */
export function isDocumented({ files }: ChangeSet, name: string): boolean {
  const pattern = spelled(name);
  return files.some(
    ({ newPath, hunks }) =>
      DOCUMENT.test(newPath) &&
      hunks.some(({ lines }) => lines.some(({ kind, text }) => kind === 'added' && pattern.test(text.toLowerCase()))),
  );
}

/** `--max-size`, `max_size`, `MAX SIZE` and `maxsize` are one name. */
function spelled(name: string): RegExp {
  const words = name
    .replace(/^-+/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return new RegExp(`(?<![a-z0-9])${words.join('[^a-z0-9]?')}(?![a-z0-9])`);
}
