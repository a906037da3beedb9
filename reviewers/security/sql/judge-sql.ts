import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import { TrustFact } from '../../../schemas/migration/trust-fact.ts';
import type { SideJudgement } from '../../changed-code/sides/judgement.ts';
import { isOfAnotherDatabase } from '../../changed-code/sql/dialect-words.ts';
import type { CheckContext } from '../../reviewer.ts';
import { sqlCodeHazards } from './code-hazards.ts';
import { guardHazards } from './guard-hazards.ts';
import type { SqlFile } from './placed-fact.ts';
import { rightHazards } from './right-hazards.ts';
import { secretHazards } from './secret-hazards.ts';

const RULES = [rightHazards, guardHazards, sqlCodeHazards, secretHazards];
const TRUST = { trust: true };
/** Names of files that take back what another one did. */
const BACK =
  /(?:[._-](?:down|rollback|undo|revert))\.sql$|(?:^|\/)(?:down|rollback|revert)\.sql$|(?:^|\/)U\d[\d._]{0,60}__|(?:^|\/)revert\//i;

/** Judges one side of a file of SQL; null where the parser could not look at it, which is a gap already. */
export async function judgeSql(
  context: CheckContext,
  { text, path }: { readonly text: string; readonly path: string },
): Promise<SideJudgement | null> {
  if (isOfAnotherDatabase(path, text))
    return { hazards: [], unread: [{ reason: 'is written for another database than PostgreSQL', identity: text }] };
  if (text.trim() === '') return { hazards: [], unread: [] };
  const [result] = await context.analyse('postgres', [{ path, text }], TRUST);
  if (result?.kind !== 'ok') return null;
  const lines = text.split('\n');
  const facts = result.matches.flatMap(({ rule, message, startLine, endLine }) =>
    rule === 'trust' ? [{ ...TrustFact.parse(JSON.parse(message)), line: startLine, endLine }] : [],
  );
  // What tests and examples open, they open for themselves.
  const file: SqlFile = { facts: isSampleCode(path) ? [] : facts, isBack: BACK.test(path) };
  return {
    hazards: RULES.flatMap((rule) => rule(file)),
    unread: result.matches.flatMap(({ rule, message, startLine, endLine }) =>
      rule === 'unread'
        ? [
            {
              reason: `has a statement in line ${startLine} that cannot be judged as PostgreSQL: ${message}`,
              identity: lines.slice(startLine - 1, endLine).join('\n'),
            },
          ]
        : [],
    ),
  };
}
