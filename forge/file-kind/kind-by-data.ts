import type { FileKind } from '../../schemas/judged.ts';
import { hasCommandElements, hasCommandKeys } from './command-keys.ts';
import type { FileSubject } from './file-subject.ts';
import { knownKind } from './known-kind.ts';
import { xmlRoot } from './xml-root.ts';

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
/** These only give a file its name: its class stays what its keys say. */
const DESCRIPTIONS: readonly (readonly [id: string, pattern: RegExp])[] = [
  ['openapi', /^[ \t]{0,4}["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?[23]/m],
  ['json-schema', /["']\$schema["'][ \t]*:[ \t]*["']https?:\/\/json-schema\.org\//],
];

const KEYED: ReadonlySet<string> = new Set(
  'json jsonc json5 toml ini properties kdl cson edn yaml openapi json-schema'.split(' '),
);
/** TypeScript's own options: they say how to compile, their plug-ins are for editors. */
const COMPILER_OPTIONS = /(?:^|\/)(?:ts|js)config(?:[.-][^/]{0,80})?\.json$/i;

/** Roots of XML that is executed, and of XML that something obeys. */
const CODE_ROOTS: ReadonlySet<string> = new Set([
  'svg',
  'html',
  'stylesheet',
  'transform',
  'job',
  'package',
  'application',
  'window',
  'page',
  'usercontrol',
]);
const RUNNING_ROOTS: ReadonlySet<string> = new Set(
  `project beans blueprint configuration web-app web-fragment persistence manifest assembly flow-definition wix jnlp definitions
  settings settingssecurity scxml nlog log4j server context module component hibernate-configuration struts faces-config
  ivy-module ivysettings phpunit ruleset checker policymap routes config container launch robot taglib facelet-taglib
  databasechangelog mapper sqlmap workflow-app unattend task plugin extension persistence-unit web`.split(/\s+/),
);

/** What the contents make of a file whose name says data: never less than the name does. */
export function kindByData(named: FileKind, subject: FileSubject): FileKind {
  const { text, extent, path } = subject;
  const running: FileKind = { ...named, class: 'running-configuration' };
  // Most YAML configures something: what is not seen whole is not taken for data.
  if (text === null) return named.id === 'yaml' || named.id === 'xml' ? running : named;
  const window = text.slice(0, WINDOW);
  if (named.id === 'xml') return kindOfXml(named, window, text);
  if (named.id === 'xml-property-list') {
    return /<key>(?:Program|ProgramArguments|NS\w{1,60}|CFBundle\w{1,60}|com\.apple\.)/.test(window) ? running : named;
  }
  if (named.id === 'jest-snapshot' || !KEYED.has(named.id)) return named;
  if (named.id === 'yaml' || named.id === 'json') {
    const found = SIGNATURES.find(([, ...patterns]) => patterns.every((pattern) => pattern.test(window)));
    if (found !== undefined) return knownKind(found[0]);
  }
  const description = DESCRIPTIONS.find(([, pattern]) => pattern.test(window));
  const kind = description === undefined ? named : { ...knownKind(description[0]), class: named.class };
  if (named.id === 'yaml' && extent !== 'whole') return { ...kind, class: 'running-configuration' };
  if (COMPILER_OPTIONS.test(path)) return kind;
  return hasCommandKeys(text) ? { ...kind, class: 'running-configuration' } : kind;
}

function kindOfXml(named: FileKind, window: string, text: string): FileKind {
  const root = xmlRoot(window);
  const local = root?.slice(root.indexOf(':') + 1).toLowerCase();
  if (local === 'stylesheet' || local === 'transform') return knownKind('xslt');
  if (local === 'svg' || local === 'html') return knownKind(local);
  if (local !== undefined && CODE_ROOTS.has(local)) return knownKind('xml-program');
  if (local === 'project' && window.includes('maven.apache.org')) return knownKind('maven-pom');
  if (local === undefined || RUNNING_ROOTS.has(local) || hasCommandElements(text))
    return { ...named, class: 'running-configuration' };
  return named;
}
