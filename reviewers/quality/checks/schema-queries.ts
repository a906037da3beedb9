import { dirname } from 'node:path/posix';
import type { Side } from '../../../schemas/location.ts';
import type { Check, CheckContext, Report } from '../../reviewer.ts';
import { askedFields } from '../graphql/asked-fields.ts';
import { type EmbeddedDocument, embeddedDocuments } from '../graphql/embedded-documents.ts';
import { definesTypes, removedFields, type SchemaFields, schemaFields } from '../graphql/schema-fields.ts';
import { isFixture, isTest } from '../paths.ts';

const GRAPHQL = /\.(?:graphqls?|gql)$/i;
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const FOREIGN = /(?:^|\/)(?:node_modules|vendor|third_party|dist|build|__snapshots__)\//;
const PATHSPECS = ['graphql', 'graphqls', 'gql', 'ts', 'tsx', 'js', 'jsx', 'vue', 'svelte'].map((one) => `*.${one}`);
/** Documents of a tree that are read for what they define. */
const MOST_DOCUMENTS = 800;
const MOST_CHANGED = 60;
const MOST_ASKING = 60;
const MOST_TOLD = 8;

/** Finds queries that ask the schema of the same tree for what it no longer has, or never had. */
export const schemaQueries: Check = {
  id: 'schema-queries',
  comparesSides: true,
  async run(context) {
    const { files } = context.changeSet;
    const schemas = files.filter(({ newPath, oldPath }) => GRAPHQL.test(newPath) || GRAPHQL.test(oldPath));
    const code = files.filter(
      ({ newPath, status, noise }) => CODE.test(newPath) && status !== 'D' && noise === undefined,
    );
    const asking = schemas.length > 0 || (await hasTags(context, code.slice(0, MOST_CHANGED)));
    const tree = asking ? ((await context.list('new')) ?? []) : [];
    const paths = tree.filter((path) => GRAPHQL.test(path) && isJudged(path));
    if (paths.length === 0 || paths.length > MOST_DOCUMENTS) return;
    const documents = await readAll(context, paths, 'new');
    const now = [...documents.values()]
      .flat()
      .map(({ document }) => document)
      .filter(definesTypes);
    if (now.length === 0) return;
    const schema = schemaFields(now);
    const told = [
      ...(await stale(context, { schema, documents })),
      ...(await unknown(context, { schema, documents, code: code.map(({ newPath }) => newPath) })),
    ];
    for (const one of told.slice(0, MOST_TOLD)) context.report(one);
  },
};

const isJudged = (path: string): boolean => !isFixture(path) && !isTest(path) && !FOREIGN.test(path);

async function hasTags(context: CheckContext, files: CheckContext['changeSet']['files']): Promise<boolean> {
  for (const { newPath } of files) {
    const content = await context.read(newPath, 'new');
    if (content.kind === 'text' && embeddedDocuments(newPath, content.text).length > 0) return true;
  }
  return false;
}

type Documents = Map<string, readonly EmbeddedDocument[]>;

async function readAll(context: CheckContext, paths: readonly string[], side: Side): Promise<Documents> {
  const texts = await Promise.all(paths.map((path) => context.read(path, side)));
  return new Map(
    paths.map((path, index) => {
      const content = texts[index];
      return [path, content?.kind === 'text' ? embeddedDocuments(path, content.text) : []];
    }),
  );
}

interface Known {
  readonly schema: SchemaFields;
  readonly documents: Documents;
}

/** Queries that ask for what the change takes from the schema. */
async function stale(context: CheckContext, { schema, documents }: Known): Promise<Report[]> {
  const changed = context.changeSet.files.filter(({ oldPath }) => GRAPHQL.test(oldPath) && isJudged(oldPath));
  const olds = await readAll(
    context,
    changed.filter(({ status }) => status !== 'A').map(({ oldPath }) => oldPath),
    'old',
  );
  if (![...olds.values()].flat().some(({ document }) => definesTypes(document))) return [];
  const kept = [...documents].filter(
    ([path]) => !changed.some(({ newPath, oldPath }) => path === newPath || path === oldPath),
  );
  const before = schemaFields(
    [...new Map([...kept, ...olds]).values()]
      .flat()
      .map(({ document }) => document)
      .filter(definesTypes),
  );
  const removed = removedFields(before, schema);
  if (removed.size === 0) return [];
  const found = await context.mentions({
    names: [...new Set(removed.values())],
    side: 'new',
    near: changed.map(({ newPath }) => newPath),
    pathspecs: PATHSPECS,
    definitions: 50,
    uses: 200,
  });
  const hits = found.kind === 'ok' ? found.value : [];
  const paths = [...new Set(hits.map(({ path }) => path))].filter(isJudged).slice(0, MOST_ASKING);
  const reports: Report[] = [];
  for (const [path, all] of await readAll(context, paths, 'new'))
    for (const one of all) {
      const asked = askedFields(one.document, before);
      const gone = asked.find(({ types, field, isThere }) => {
        const had = types.filter((type) => before.types.get(type)?.has(field) === true);
        return isThere && had.length > 0 && had.every((type) => removed.has(`${type}.${field}`));
      });
      // What did not fit before either asks another schema.
      if (gone === undefined || asked.some(({ isThere }) => !isThere)) continue;
      const name = `${gone.types.find((type) => removed.has(`${type}.${gone.field}`)) ?? ''}.${gone.field}`;
      reports.push(
        await reportOf(
          context,
          { path, line: one.above + gone.line },
          {
            rule: 'stale-caller',
            title: `\`${name}\` is gone from the schema, and this query still asks for it`,
            explanation: `The change takes \`${name}\` from the schema of this repository; at the base everything that this query asks was there.`,
          },
        ),
      );
    }
  return reports;
}

/** Queries of the change that ask for what no schema of the tree has. */
async function unknown(
  context: CheckContext,
  { schema, documents, code }: Known & { readonly code: readonly string[] },
): Promise<Report[]> {
  if (schema.isFederated) return [];
  const changed = context.changeSet.files.filter(
    ({ newPath, status }) => status !== 'D' && isJudged(newPath) && (GRAPHQL.test(newPath) || code.includes(newPath)),
  );
  const reports: Report[] = [];
  for (const { oldPath, newPath, status } of changed.slice(0, MOST_CHANGED)) {
    const olds = status === 'A' ? [] : [...(await readAll(context, [oldPath], 'old')).values()].flat();
    const news = documents.get(newPath) ?? [...(await readAll(context, [newPath], 'new')).values()].flat();
    for (const one of news) {
      if (definesTypes(one.document) || olds.some(({ text }) => text === one.text)) continue;
      const asked = askedFields(one.document, schema);
      const missing = asked.find(({ isThere }) => !isThere);
      if (missing === undefined || asked.filter(({ isThere }) => isThere).length < 2) continue;
      const others = news.length > 1 || GRAPHQL.test(newPath) ? [news, ...besides(documents, newPath)].flat() : olds;
      if (!others.some((other) => other !== one && fits(other, schema)) || isMade(context, missing.field)) continue;
      const name = `${missing.types[0] ?? ''}.${missing.field}`;
      reports.push(
        await reportOf(
          context,
          { path: newPath, line: one.above + missing.line },
          {
            rule: 'invalid-query',
            title: `The schema has no \`${name}\`, which this query asks for`,
            explanation: `No schema of this repository gives \`${missing.types.join('` or `')}\` a field \`${missing.field}\`; the queries beside this one fit. A server refuses the whole query.`,
          },
        ),
      );
    }
  }
  return reports;
}

/** The documents of the same folder. */
function besides(documents: Documents, path: string): (readonly EmbeddedDocument[])[] {
  return [...documents].filter(([other]) => other !== path && dirname(other) === dirname(path)).map(([, all]) => all);
}

function fits({ document }: EmbeddedDocument, schema: SchemaFields): boolean {
  const asked = askedFields(document, schema);
  return !definesTypes(document) && asked.length > 1 && asked.every(({ isThere }) => isThere);
}

/** Whether code of the change names the field: the schema may be written out from it later. */
function isMade({ changeSet }: CheckContext, field: string): boolean {
  const word = new RegExp(`\\b${field}\\b`, 'i');
  return changeSet.files.some(
    ({ newPath, hunks }) =>
      !GRAPHQL.test(newPath) &&
      !CODE.test(newPath) &&
      hunks.some(({ lines }) => lines.some(({ kind, text }) => kind === 'added' && word.test(text))),
  );
}

async function reportOf(
  context: CheckContext,
  { path, line }: { readonly path: string; readonly line: number },
  said: Pick<Report, 'rule' | 'title' | 'explanation'>,
): Promise<Report> {
  const content = await context.read(path, 'new');
  const text = content.kind === 'text' ? (content.text.split('\n')[line - 1] ?? '').replace(/\r$/, '') : '';
  return {
    ...said,
    location: { path, side: 'new', startLine: line, endLine: line },
    evidence: text,
    failureScenario: { description: 'The client sends the query: the answer is an error, and no data.' },
  };
}
