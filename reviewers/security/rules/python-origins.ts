import { brief } from '../scenario.ts';
import { call, keyword } from './python.ts';
import type { Matcher, Sink } from './sink.ts';

const every = {
  rule: 'cors-with-credentials',
  title: 'Any site may call with the user’s cookies',
  explanation: 'Every site is answered with its own name, and credentials are allowed. List the sites.',
  scenario: (quote: string) => ({
    description: `A page on any other site calls this service with the cookies of its visitor and may read the answer, because of \`${brief(quote)}\`.`,
  }),
} as const;

const anyName = (name: string): Matcher => ({
  has: { field: 'arguments', has: { kind: 'keyword_argument', has: { field: 'name', regex: `^(?:${name})$` } } },
});
const EVERY_SITE = String.raw`\[?\s*['"]\*['"]\s*,?\s*\]?`;

/** Python: both libraries and Starlette answer `*` with the caller's own name where credentials are allowed. */
export const PYTHON_ORIGINS: readonly Sink[] = [
  {
    ...every,
    id: 'py-cors-starlette',
    hint: /\ballow_credentials\b/,
    elsewhere: /CORSMiddleware/,
    matcher: call(
      String.raw`[\w.]*(?:add_middleware|Middleware|CORSMiddleware)`,
      { has: { field: 'arguments', regex: 'CORSMiddleware|allow_credentials' } },
      { any: [keyword('allow_origins', EVERY_SITE), keyword('allow_origin_regex', String.raw`r?['"]\^?\.\*\$?['"]`)] },
      keyword('allow_credentials', 'True'),
    ),
  },
  {
    ...every,
    id: 'py-cors-flask',
    hint: /\bsupports_credentials\b/,
    elsewhere: /flask_cors/,
    matcher: call('(?:flask_cors\\.)?(?:CORS|cross_origin)', keyword('supports_credentials', 'True'), {
      any: [keyword('origins', EVERY_SITE), { not: { any: [anyName('origins'), anyName('resources')] } }],
    }),
  },
  {
    ...every,
    id: 'py-cors-django',
    hint: /\bCORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL|ALLOW_CREDENTIALS)\b/,
    elsewhere: /^CORS_ALLOW_CREDENTIALS\s*=\s*True/m,
    files: /(?:^|\/)(?:(?!dev|local|test|debug|example)[^/]){1,200}\.py$/i,
    matcher: {
      kind: 'assignment',
      all: [
        { has: { field: 'left', regex: '^CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)$' } },
        { has: { field: 'right', regex: '^True$' } },
        // At the margin: what a condition sets is for development.
        { inside: { kind: 'expression_statement', inside: { kind: 'module' } } },
      ],
    },
  },
];
