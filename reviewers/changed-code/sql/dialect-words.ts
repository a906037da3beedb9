/** Folders of a file of SQL that say for which database it is. */
const OF_POSTGRES = /(?:^|[/_.-])(?:postgres(?:ql)?|pg|cockroach(?:db)?)(?=[/_.-])/i;
const OF_ANOTHER =
  /(?:^|[/_.-])(?:mysql|mariadb|sqlite3?|mssql|sqlserver|oracle|clickhouse|h2|bigquery|snowflake|duckdb|spanner)(?=[/_.-])/i;
/** What PostgreSQL does not understand. */
const FOREIGN = /\bENGINE\s{0,5}=|\bAUTO_?INCREMENT\b|\bPRAGMA\b|\bMergeTree\b|\bNVARCHAR\b|\bDATETIME\b/i;

/** Whether the place of a file says PostgreSQL. */
export const isPlaceOfPostgres = (path: string): boolean => OF_POSTGRES.test(path);

/** Whether the place of a file, or its words, say another database. */
export function isOfAnotherDatabase(path: string, sql: string): boolean {
  return !isPlaceOfPostgres(path) && (OF_ANOTHER.test(path) || FOREIGN.test(sql));
}
