import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeSql } from '../sql/judge-sql.ts';
import { oneARule } from '../sql/one-a-rule.ts';

/** SQL of PostgreSQL: who is let in, what protects rows and is taken away, and what is put together from values. */
export const sqlStatements = sidesCheck({
  id: 'sql-statements',
  judges: [{ kinds: ['sql', 'plpgsql'], families: ['injection'] }],
  isMine: ({ kind, newPath }) =>
    kind === undefined ? newPath.endsWith('.sql') : kind.id === 'sql' || kind.id === 'plpgsql',
  judge: (text, path, context) => judgeSql(context, { text, path }),
  together: oneARule,
});
