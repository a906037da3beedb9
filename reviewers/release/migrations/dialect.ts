import type { CheckContext } from '../../reviewer.ts';
import { isOfAnotherDatabase, isPlaceOfPostgres } from '../../changed-code/sql/dialect-words.ts';
import { foldersUpward, inFolder } from '../paths.ts';
import type { ReadMigration } from './read-migration.ts';

/** Files that name the driver of a database. */
const MANIFESTS = words(`
  package.json Gemfile Gemfile.lock go.mod Cargo.toml pyproject.toml setup.py setup.cfg requirements.txt requirements/base.txt composer.json pom.xml
  build.gradle build.gradle.kts prisma/schema.prisma schema.prisma migration_lock.toml drizzle.config.ts docker-compose.yml docker-compose.yaml
  compose.yml compose.yaml config/database.yml diesel.toml sqlc.yaml sqlc.yml knexfile.js knexfile.ts
`);
const POSTGRES =
  /["'/]pg["'/]|\bgem ['"]pg['"]|^ {4}pg \(|postgres|psycopg|asyncpg|\bpgx\b|lib\/pq\b|\bpgvector\b|@neondatabase|\bcockroach/im;
const OTHERS = /\bmysql2?\b|mariadb|\bsqlite3?\b|aiosqlite|better-sqlite3|mssql|sqlserver|\boracle(?:db)?\b|libsql/i;
/** What only PostgreSQL understands. */
const SPOKEN =
  /\b(?:jsonb|timestamptz|bytea|tsvector|bigserial|plpgsql)\b|\bUSING\s{1,20}(?:gin|gist|btree)\b|\bWITH TIME ZONE\b|\bCONCURRENTLY\b|\bTIMESTAMP\(3\)/i;

/** Whether a migration runs on PostgreSQL alone: by its folder, else by its own words; null where neither says. */
export function saysPostgres({ path, form, text }: ReadMigration): boolean | null {
  if (isPlaceOfPostgres(path)) return true;
  if (isOfAnotherDatabase(path, form === 'sql' ? text : '')) return false;
  return form === 'sql' && SPOKEN.test(text) ? true : null;
}

/** The same by the drivers that the nearest manifests name, in a folder or above it. */
export async function manifestsSayPostgres(context: CheckContext, home: string): Promise<boolean> {
  const tree = await context.list('new');
  const there = new Set(tree ?? []);
  for (const folder of foldersUpward(home)) {
    const said = [];
    for (const manifest of MANIFESTS) {
      const place = inFolder(folder, manifest);
      const content = there.has(place) ? await context.read(place, 'new') : null;
      if (content?.kind === 'text') said.push(content.text);
    }
    const all = said.join('\n');
    if (OTHERS.test(all)) return false;
    if (POSTGRES.test(all)) return true;
  }
  return false;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
