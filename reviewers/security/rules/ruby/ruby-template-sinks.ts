import type { Leaf } from '../../values/value.ts';
import { NEEDS, sinksOf } from '../plain/make-sinks.ts';

/** A template, as the check of templates names its Ruby; in mails of plain text nothing is markup. */
const FILES = /(?<!\.(?:text|txt))\.(?:erb|rhtml|haml|slim)\.rb$/i;

/** What people write about themselves and to others, by the name of its attribute. What a helper answers, and markup by its name, may be escaped. */
const OF_PEOPLE =
  /^(?:[\w@]+(?:\(\))?\.){1,3}(?:(?:first|last|full|display|user|nick|company)_)?(?:name|bio|about|body|text|title|summary|description|comment|notes?|signature|profile|query|keyword|subject|caption|answer|question|address|likes|homepage|reason)(?:\(\))?$|^@(?:name|query|search|title|comment|message|keyword|term|q|text|body|bio)$/;

/** Something of a record that people fill in: `@user.bio`. What a helper answers may be escaped. */
const isKnown = ({ path, origin }: Leaf): boolean => origin !== 'request' && !OF_PEOPLE.test(path);

/** Folded: on 1,936 templates of four applications it was right in none of eleven. */
const MARKED = {
  rule: 'cross-site-scripting',
  severity: 'suggestion',
  confidence: 200,
  files: FILES,
  title: 'A value is written into the page unescaped',
  explanation: 'What it holds becomes markup of the page. Leave `raw` and `html_safe` away, or `sanitize` it.',
} as const;

/** Ruby in templates: what goes into the page. */
export const RUBY_TEMPLATES = sinksOf([
  {
    ...MARKED,
    id: 'rb-page-raw',
    hint: /\braw\b|safe_concat/,
    takes: {
      of: 'call',
      name: /^(?:raw|safe_concat|concat)$/,
      need: { purpose: 'html', needs: 'any', harmless: isKnown },
    },
  },
  {
    ...MARKED,
    id: 'rb-page-safe',
    hint: /html_safe/,
    takes: { of: 'receiver', name: /\.html_safe$/, need: { purpose: 'html', needs: 'any', harmless: isKnown } },
  },
  {
    id: 'rb-page-link',
    rule: 'cross-site-scripting',
    severity: 'warning',
    confidence: 500,
    ofRequest: { severity: 'warning', confidence: 600 },
    hint: /\b(?:link_to|button_to)\b/,
    takes: {
      of: 'call',
      name: /^(?:link_to|button_to|link_to_if|link_to_unless)$/,
      values: (call) =>
        call.arguments
          .slice(1, 2)
          .filter(({ text }) =>
            /^(?:params|cookies|request\.\w+)\b(?!\.(?:merge|permit|except|slice|to_h))/.test(text),
          ),
      need: { ...NEEDS.redirect, begins: /^\{\}/ },
    },
    title: 'The request decides where a link leads',
    explanation:
      'An address of `javascript:…` runs in the page when the link is clicked. Let only addresses with `https:` through, or paths of this site.',
    scenario: (quote) => ({
      description: `Somebody sends a link to this page with \`javascript:\` and a script as the value; who clicks what \`${quote.slice(0, 80)}\` made runs it.`,
    }),
  },
]);
