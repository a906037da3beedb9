import type { FileKind } from '../../../schemas/judged.ts';
import { follows } from '../../../schemas/text/follows.ts';
import { knownKind } from '../known-kind.ts';
import { isCommandKey } from './command-keys.ts';
import { isOrder } from './command-values.ts';
import { xmlRoot } from './xml-root.ts';

const MOST_CHARACTERS = 2 * 1024 * 1024;
/** Roots of XML that is executed, and of XML that something obeys. */
const CODE_ROOTS: ReadonlySet<string> = new Set(
  'svg html stylesheet transform job package application window page usercontrol'.split(' '),
);
const RUNNING_ROOTS: ReadonlySet<string> = new Set(
  `project beans blueprint configuration web-app web-fragment persistence manifest assembly flow-definition wix jnlp definitions
  settings settingssecurity scxml nlog log4j server context module component hibernate-configuration struts faces-config
  ivy-module ivysettings phpunit ruleset checker policymap routes config container launch robot taglib facelet-taglib
  databasechangelog mapper sqlmap workflow-app unattend task plugin extension persistence-unit web java object objects
  cross-domain-policy access-policy policy properties odoo openerp tryton`.split(/\s+/),
);
/** Elements that name what is started or taken in, and what a browser runs, with any prefix before them. */
const ELEMENTS: ReadonlySet<string> = new Set(
  `bean listener filter servlet target task include import iframe object embed foreignobject svg html handler set-handler animate
  objectdataprovider dynamic-proxy`.split(/\s+/),
);
/** A name of an element or an attribute, each looked at once. */
const NAME = /<([^\s<>/!?=]{1,200})|[\s"']([^\s<>/!?="']{1,100})\s{0,40}=\s{0,40}["']/g;
/** Instructions to load a style or to run a script, document types that bring in texts of elsewhere, encodings that hide letters. */
const PROLOG =
  /<\?(?!xml\s)|<!ENTITY|\bmimetype\s{0,20}=|ResXFileRef|encoding\s{0,20}=\s{0,20}["'](?!utf-8|us-ascii|iso-8859-|windows-125)/i;
const DOCTYPE = /(?<first><!DOCTYPE)|(?<then>\[|SYSTEM)|(?<stop>>)/gi;
/** An element that is the name of a class, as XStream and XMLDecoder read it. */
const QUALIFIED = /^(?:[a-z]\w{0,60}\.){2}[\w.$-]{1,150}$/i;

/** How Android arranges what a screen shows. */
const LAYOUT = /(?:^|\/)res\/layout(?:-[\w-]{1,60})?\/\w{1,100}\.xml$/;

/** Another layout of the app, or one of its views: code by its class, which is shown and nothing else. A fragment has code of its own to run. */
function isPartOfLayout(name: string): boolean {
  return name === 'include' || (QUALIFIED.test(name) && !/fragment/i.test(name) && !/\bWebView$/.test(name));
}

/** What XML is, by its root and then by everything in it that something could obey. */
export function kindOfXml(
  named: FileKind,
  window: string,
  { text, path }: { readonly text: string; readonly path: string },
): FileKind {
  const root = xmlRoot(window);
  const local = root === null ? undefined : localName(root);
  if (local === 'stylesheet' || local === 'transform') return knownKind('xslt');
  if (local === 'svg' || local === 'html') return knownKind(local);
  if (local !== undefined && CODE_ROOTS.has(local)) return knownKind('xml-program');
  if (local === 'project' && window.includes('maven.apache.org')) return knownKind('maven-pom');
  if (local === undefined || RUNNING_ROOTS.has(local) || isObeyedXml(text, LAYOUT.test(path)))
    return { ...named, class: 'running-configuration' };
  return named;
}

function isObeyedXml(text: string, isLayout: boolean): boolean {
  if (text.length > MOST_CHARACTERS || PROLOG.test(text) || follows(text, DOCTYPE, text.length) || isOrder(text))
    return true;
  // Expressions by which Android binds a value or a handler to code.
  if (/["']\s{0,40}@=?\{/.test(text)) return true;
  // Letters written as references spell orders that no pattern sees.
  if (/&#(?:x0{0,8}[46][\da-f]|x0{0,8}[57][0-9ab]|0{0,8}(?:6[4-9]|[78]\d|9[06-9]|1[01]\d|12[0-3]));/i.test(text))
    return true;
  for (const [, element, attribute] of text.matchAll(NAME)) {
    if (element !== undefined && !(isLayout && isPartOfLayout(element)) && isObeyedElement(element)) return true;
    if (attribute !== undefined && isObeyedAttribute(attribute)) return true;
  }
  return false;
}

function isObeyedElement(name: string): boolean {
  const local = localName(name);
  return ELEMENTS.has(local) || QUALIFIED.test(local) || isCommandKey(name.slice(name.lastIndexOf(':') + 1));
}

function isObeyedAttribute(name: string): boolean {
  const local = localName(name);
  return /^on[a-z]{3,30}$/.test(local) || local === 'srcdoc' || isCommandKey(name.slice(name.lastIndexOf(':') + 1));
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}
