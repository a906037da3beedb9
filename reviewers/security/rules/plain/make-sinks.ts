import type { Place } from '../../values/find-uses.ts';
import type { Need } from '../../values/purposes.ts';
import type { Shown, Sink } from '../sink.ts';
import { HINT, isHarmlessInSql, STATEMENT_TEXT } from '../sql-text.ts';
import { WORDING } from './wording.ts';

/** A row of a language's table: what it is, and where it shows. */
export type SinkRow = Pick<
  Sink,
  'id' | 'hint' | 'severity' | 'confidence' | 'ofRequest' | 'elsewhere' | 'unless' | 'files'
> & {
  readonly rule: keyof typeof WORDING;
  readonly takes?: Place;
  readonly shows?: Shown;
} & Partial<Pick<Sink, 'title' | 'explanation' | 'scenario'>>;

/** Sinks of rows that differ by language only in where they show. */
export const sinksOf = (rows: readonly SinkRow[]): readonly Sink[] =>
  rows.map((row) => ({ ...WORDING[row.rule], ...row }));

const asked = (purpose: Need['purpose']): Need => ({ purpose, needs: 'request' });

/** Back to where the visitor comes from, or to this very site: whoever wrote the address, it leads nobody astray. */
const OWN_ADDRESS = /(?:^|[^a-z])(?:referr?er|fullpath|original_?url|request_?uri|getrequesturi|http_referer)\b/i;

/** What the purposes ask of a value, in every language. */
export const NEEDS = {
  command: { purpose: 'command', needs: 'text' },
  path: asked('path'),
  address: asked('address'),
  redirect: { ...asked('redirect'), harmless: ({ path }) => OWN_ADDRESS.test(path) },
  template: asked('template'),
  code: asked('code'),
  data: asked('data'),
  sql: { purpose: 'sql', needs: 'text', begins: STATEMENT_TEXT, harmless: isHarmlessInSql, whole: false },
  sqlOfRequest: { purpose: 'sql', needs: 'request', begins: /^\{\}$/ },
  /** A part of a statement, whatever it begins with. */
  sqlPart: { purpose: 'sql', needs: 'request', whole: false },
  queryOfRequest: { purpose: 'query', needs: 'request', whole: false },
  html: { purpose: 'html', needs: 'request', begins: /<\/?[a-z!]/i, whole: false },
  htmlOfRequest: { purpose: 'html', needs: 'request' },
} as const satisfies Readonly<Record<string, Need>>;

/** A statement given to the database: text put together, or what the request wrote whole. */
export const sqlSinks = (
  prefix: string,
  name: RegExp,
  hint: RegExp,
  more: Partial<SinkRow & Place> = {},
): readonly SinkRow[] => {
  const { values, only } = more;
  const place = { of: 'call', name, ...(values && { values }), ...(only && { only }) } as const;
  return [
    { id: `${prefix}-sql`, rule: 'sql-injection', hint: HINT, takes: { ...place, tellText: true, need: NEEDS.sql } },
    { id: `${prefix}-sql-request`, rule: 'sql-injection', hint, takes: { ...place, need: NEEDS.sqlOfRequest } },
  ];
};

/** A shell that is given one of the call's values as text. */
export const shellOf =
  (code: RegExp): NonNullable<Place['only']> =>
  (_, text) =>
    code.test(text);
