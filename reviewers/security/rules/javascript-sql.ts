import { JAVASCRIPT_REQUEST_WORD } from './javascript-request.ts';
import { ABOUT_SQL, HINT, isHarmlessInSql, STATEMENT_TEXT } from './sql-text.ts';
import type { Sink } from './sink.ts';

const SINKS =
  /\.(?:query|execute|exec|raw|run|all|get|each|any|one|many|none|oneOrNone|manyOrNone|prepare|unsafe|queryRaw|executeRaw|whereRaw|orderByRaw|havingRaw|joinRaw|\$queryRawUnsafe|\$executeRawUnsafe|createQueryBuilder|executeSql|simple_query|queryAsync|literal)$|^(?:query|execute|runQuery|executeQuery|Prisma\.raw|Sequelize\.literal)$/;

export const JAVASCRIPT_SQL: readonly Sink[] = [
  {
    ...ABOUT_SQL,
    id: 'js-sql',
    hint: HINT,
    takes: {
      of: 'call',
      name: SINKS,
      values: 'all',
      tellText: true,
      need: { purpose: 'sql', needs: 'text', begins: STATEMENT_TEXT, harmless: isHarmlessInSql, whole: false },
    },
  },
  {
    ...ABOUT_SQL,
    id: 'js-sql-options',
    hint: HINT,
    takes: {
      of: 'call',
      name: /\.(?:query|execute)$/,
      values: /^(?:text|sql)$/,
      need: { purpose: 'sql', needs: 'text', begins: STATEMENT_TEXT, harmless: isHarmlessInSql, whole: false },
    },
  },
  {
    ...ABOUT_SQL,
    id: 'js-sql-request',
    hint: /\b(?:\w+RawUnsafe|raw|unsafe|\w+Raw|literal)\b/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    title: 'The request writes the SQL statement',
    takes: {
      of: 'call',
      name: /\.(?:\$queryRawUnsafe|\$executeRawUnsafe|(?:where|orderBy|having|join)?[rR]aw|unsafe)$|^(?:sequelize|Sequelize)\.literal$/,
      need: { purpose: 'sql', needs: 'request' },
    },
  },
  {
    ...ABOUT_SQL,
    id: 'js-sql-literal',
    hint: /\bliteral\(/,
    confidence: 600,
    severity: 'warning',
    ofRequest: { severity: 'critical', confidence: 850 },
    title: 'A computed text is a part of the SQL statement as it stands',
    takes: {
      of: 'call',
      name: /^(?:sequelize|Sequelize|db\.sequelize|this\.sequelize|models\.sequelize)\.literal$/,
      need: { purpose: 'sql', needs: 'any', harmless: isHarmlessInSql },
    },
  },
  {
    ...ABOUT_SQL,
    id: 'js-sql-condition',
    hint: /\.(?:where|andWhere|orWhere|having|andHaving|orHaving|addSelect|orderBy|addOrderBy|leftJoin\w*|innerJoin\w*)\(/,
    elsewhere: /createQueryBuilder|QueryBuilder|typeorm/,
    title: 'An SQL condition is put together from values',
    takes: {
      of: 'call',
      name: /\.(?:where|andWhere|orWhere|having|andHaving|orHaving)$/,
      need: {
        purpose: 'sql',
        needs: 'text',
        begins: /[=<>]|\b(?:like|ilike|in|between|is)\b/i,
        harmless: isHarmlessInSql,
        whole: false,
      },
    },
  },
  {
    id: 'js-mongo',
    hint: /\.(?:find\w*|update\w*|delete\w*|count\w*|aggregate|where|exists|remove|replaceOne|distinct)\(/,
    elsewhere: JAVASCRIPT_REQUEST_WORD,
    rule: 'query-injection',
    title: 'The request writes the database query',
    explanation:
      'Where an object comes instead of text, its operators (`$ne`, `$gt`, `$where`) become a part of the query. Turn the value into text first, or check its type.',
    scenario: (quote) => ({
      description: `A request with \`{"$ne": null}\` as the value has \`${quote.replace(/\s+/g, ' ').slice(0, 100)}\` match every document.`,
    }),
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:[A-Z]\w*|\w*[cC]ollection(?:\(.*\))?|users|db\.\w+)\.(?:find|findOne|findOneAnd\w+|updateOne|updateMany|deleteOne|deleteMany|countDocuments|exists|replaceOne)$/,
      need: {
        purpose: 'query',
        needs: 'request',
        // Only what a body parser makes can be an object; a path never is one.
        harmless: ({ path }) => !/(?:^|\.)(?:body|query)(?:$|\.)|json\(\)/.test(path),
      },
    },
  },
  {
    id: 'js-mongo-where',
    hint: /\$where\b/,
    rule: 'query-injection',
    title: 'Computed text is run as code by the database',
    explanation: 'MongoDB runs the text of `$where` as JavaScript for each document. Use the query operators.',
    scenario: (quote) => ({
      description: `A value of \`' || '1' == '1\` in \`${quote.replace(/\s+/g, ' ').slice(0, 100)}\` matches every document.`,
    }),
    takes: { of: 'entry', name: /^\$where$/, need: { purpose: 'code', needs: 'text' } },
  },
];
