// A process of its own that is busy with a file: `node hold-child.ts reading|migrating FILE`. Says `held` when it has the lock.
import { writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { migrate } from '../../../history/schema/migrate.ts';
import { MIGRATIONS } from '../../../history/schema/migrations.ts';

const HELD_MS = 400;
const [what, path = ''] = process.argv.slice(2);
const db = new Database(path);

function hold(): void {
  writeSync(1, 'held\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, HELD_MS);
}

if (what === 'reading') {
  db.transaction(() => {
    db.prepare('SELECT * FROM sqlite_schema').all();
    hold();
  })();
} else {
  migrate(db, { path, migrations: MIGRATIONS, now: () => new Date(), backUp: hold });
}
db.close();
