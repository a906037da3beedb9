import { words } from './format-kind.ts';

/** Folders whose conventional name says that they hold data, or texts, for people or for tests. */
interface DataPlace {
  readonly reason: string;
  readonly folders: readonly string[];
  /** The formats that are data there; absent: every one that is looked through. */
  readonly formats?: readonly string[];
}

/** No folder is here that a tool obeys: not `config`, `resources`, `test`, `examples`, `public`, `schemas` or `__mocks__` (Jest loads what is in it). */
export const DATA_PLACES: readonly DataPlace[] = [
  {
    reason: 'texts in the languages of people',
    folders: words(
      'locale locales localization localisation i18n l10n lang langs language languages translation translations',
    ),
  },
  {
    reason: 'what tests read and compare with',
    folders: words(`
      fixture fixtures __fixtures__ testdata test-data test_data __snapshots__ snapshots golden goldens expected cassettes
      vcr_cassettes corpus corpora .snapshots
    `),
  },
  { reason: 'pages that Maven shows', folders: words('xdoc xdocs'), formats: ['xml'] },
  { reason: 'what programs compute with', folders: words('dataset datasets') },
  {
    reason: 'as before, but Puppet and Hugo read YAML and TOML there, and Odoo runs XML',
    folders: ['data'],
    formats: words('json csv tsv text'),
  },
  {
    reason: 'what tests read; settings of the tests lie there too, in formats with keys',
    folders: words('test tests androidtest jvmtest'),
    formats: words('csv tsv text'),
  },
];

/** Folders of documents for people. */
export const DOCUMENT_FOLDER = /^(?:docs?|documentation|manuals?|licen[cs]es)(?:[-_.][\w.-]{1,40})?$/i;

/** Paths below hidden folders at which nothing but a hosting service, or a tool for change logs, reads documents. All else there belongs to tools and agents. */
export const KNOWN_HIDDEN: readonly string[] = words(`
  .github/**/*.{md,markdown,txt,rst,adoc} .github/{FUNDING,ISSUE_TEMPLATE/**/*,DISCUSSION_TEMPLATE/**/*}.{yml,yaml}
  .gitlab/{issue,merge_request}_templates/** **/.{changeset,changes,changelog,changelogs,chronus,nextchanges}/*.md .well-known/security.txt
  .{gitea,forgejo}/**/*.md tests/.snapshots/*.txt
`);
