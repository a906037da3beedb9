import type { AlterTableCmd, ColumnDef, Constraint, Node, RangeVar, RenameStmt, TypeName } from 'libpg-query';
import type { MigrationStep } from '../../schemas/migration/migration-step.ts';
import { fillOf } from './read-default.ts';

/** A step, and where in the statement it begins (in bytes), as far as the parser says. */
export interface ReadStep {
  readonly step: MigrationStep;
  readonly at: number;
}

/** What a statement of PostgreSQL does to tables and their rows; nothing for what only reads, or adds what nobody uses yet. */
export function readSteps(node: Node): ReadStep[] {
  if ('AlterTableStmt' in node) {
    const { relation, cmds = [], objtype } = node.AlterTableStmt;
    if (objtype !== undefined && objtype !== 'OBJECT_TABLE') return [];
    return cmds.flatMap((one) => ('AlterTableCmd' in one ? alteration(one.AlterTableCmd, tableOf(relation)) : []));
  }
  return plainSteps(node).map((step) => ({ step, at: 0 }));
}

function plainSteps(node: Node): MigrationStep[] {
  if ('CreateStmt' in node) return [{ kind: 'create-table', table: tableOf(node.CreateStmt.relation), name: '' }];
  if ('CreateTableAsStmt' in node)
    return [{ kind: 'create-table', table: tableOf(node.CreateTableAsStmt.into?.rel), name: '' }];
  // Under its old name a table that moved is still read.
  if ('ViewStmt' in node) return [{ kind: 'create-table', table: tableOf(node.ViewStmt.view), name: '' }];
  if ('IndexStmt' in node) {
    const { relation, idxname = '', unique = false, concurrent = false } = node.IndexStmt;
    return [{ kind: 'create-index', table: tableOf(relation), name: lower(idxname), unique, gentle: concurrent }];
  }
  if ('RenameStmt' in node) return renamed(node.RenameStmt);
  if ('DropStmt' in node) {
    const { removeType, objects = [], concurrent = false } = node.DropStmt;
    const kind = removeType === 'OBJECT_TABLE' ? 'drop-table' : removeType === 'OBJECT_INDEX' ? 'drop-index' : null;
    if (kind === null) return [];
    const names = objects.map(lastName);
    if (kind === 'drop-index') return names.map((name) => ({ kind, table: '', name, gentle: concurrent }));
    return names.map((table) => ({ kind, table, name: '' }));
  }
  if ('DeleteStmt' in node) {
    const { relation, whereClause, usingClause, withClause } = node.DeleteStmt;
    if (whereClause !== undefined || usingClause !== undefined || withClause !== undefined) return [];
    return [{ kind: 'delete-all', table: tableOf(relation), name: '' }];
  }
  if ('UpdateStmt' in node) {
    const { relation, whereClause, fromClause, withClause, targetList = [] } = node.UpdateStmt;
    if (whereClause !== undefined || fromClause !== undefined || withClause !== undefined) return [];
    const [first] = targetList;
    const name = first !== undefined && 'ResTarget' in first ? lower(first.ResTarget.name ?? '') : '';
    return [{ kind: 'update-all', table: tableOf(relation), name }];
  }
  if ('TruncateStmt' in node)
    return (node.TruncateStmt.relations ?? []).map((one) => ({
      kind: 'truncate',
      table: 'RangeVar' in one ? tableOf(one.RangeVar) : '',
      name: '',
    }));
  if ('DropdbStmt' in node) return [{ kind: 'drop-database', table: '', name: lower(node.DropdbStmt.dbname ?? '') }];
  if ('ReindexStmt' in node) {
    const { kind, name = '', relation, params = [] } = node.ReindexStmt;
    if (kind === 'REINDEX_OBJECT_SYSTEM') return [];
    const gentle = params.some((one) => 'DefElem' in one && one.DefElem.defname === 'concurrently');
    return [{ kind: 'reindex', table: tableOf(relation), name: lower(name), gentle }];
  }
  if ('TransactionStmt' in node) {
    const { kind } = node.TransactionStmt;
    if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') return [{ kind: 'begin', table: '', name: '' }];
    if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') return [{ kind: 'end', table: '', name: '' }];
  }
  return [];
}

function renamed({ renameType, relationType, relation, subname = '', newname = '' }: RenameStmt): MigrationStep[] {
  const table = tableOf(relation);
  if (renameType === 'OBJECT_TABLE') return [{ kind: 'rename-table', table, name: lower(newname) }];
  if (renameType !== 'OBJECT_COLUMN' || relationType !== 'OBJECT_TABLE') return [];
  return [{ kind: 'rename-column', table, name: lower(subname) }];
}

function alteration({ subtype, name: named = '', def }: AlterTableCmd, table: string): ReadStep[] {
  const name = lower(named);
  if (def !== undefined && 'ColumnDef' in def) {
    const at = def.ColumnDef.location ?? 0;
    if (subtype === 'AT_AddColumn') return [{ step: addedColumn(def.ColumnDef, table), at }];
    if (subtype !== 'AT_AlterColumnType') return [];
    const computed = def.ColumnDef.raw_default !== undefined;
    return [{ step: { kind: 'change-type', table, name, type: typeOf(def.ColumnDef.typeName), computed }, at }];
  }
  if (subtype === 'AT_AddConstraint' && def !== undefined && 'Constraint' in def)
    return addedConstraint(def.Constraint, table);
  if (subtype === 'AT_DropColumn') return [{ step: { kind: 'drop-column', table, name }, at: 0 }];
  if (subtype === 'AT_SetNotNull') return [{ step: { kind: 'set-not-null', table, name }, at: 0 }];
  if (subtype === 'AT_ValidateConstraint') return [{ step: { kind: 'validate-constraint', table, name }, at: 0 }];
  return [];
}

function addedColumn({ colname = '', constraints = [], typeName }: ColumnDef, table: string): MigrationStep {
  const all = constraints.flatMap((one) => ('Constraint' in one ? [one.Constraint] : []));
  const has = (...types: readonly string[]): boolean => all.some(({ contype = '' }) => types.includes(contype));
  const isCounted = /^(?:small|big)?serial[248]?$/.test(typeOf(typeName)) || has('CONSTR_IDENTITY');
  const isStored = all.some(
    ({ contype, generated_kind = 's' }) => contype === 'CONSTR_GENERATED' && generated_kind === 's',
  );
  const value = all.find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr;
  const fill = isCounted || isStored ? 'each' : value === undefined ? undefined : fillOf(value);
  return {
    kind: 'add-column',
    table,
    name: lower(colname),
    required: has('CONSTR_NOTNULL', 'CONSTR_PRIMARY') && !has('CONSTR_GENERATED'),
    unique: has('CONSTR_UNIQUE', 'CONSTR_PRIMARY'),
    ...(fill !== undefined && { fill }),
  };
}

const CONSTRAINTS: Readonly<Record<string, NonNullable<MigrationStep['constraint']>>> = {
  CONSTR_FOREIGN: 'foreign-key',
  CONSTR_CHECK: 'check',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary-key',
  CONSTR_EXCLUSION: 'exclude',
};

function addedConstraint(one: Constraint, table: string): ReadStep[] {
  const constraint = CONSTRAINTS[one.contype ?? ''];
  if (constraint === undefined) return [];
  const gentle = one.skip_validation === true || one.indexname !== undefined;
  const notNull = notNullOf(one.raw_expr);
  const step: MigrationStep = {
    kind: 'add-constraint',
    table,
    name: lower(one.conname ?? ''),
    constraint,
    gentle,
    ...(notNull !== null && { notNull }),
  };
  return [{ step, at: one.location ?? 0 }];
}

/** The column of `CHECK (a IS NOT NULL)`. */
function notNullOf(expression: Node | undefined): string | null {
  if (expression === undefined || !('NullTest' in expression)) return null;
  const { nulltesttype, arg } = expression.NullTest;
  if (nulltesttype !== 'IS_NOT_NULL' || arg === undefined || !('ColumnRef' in arg)) return null;
  return lastName({ List: { items: arg.ColumnRef.fields ?? [] } });
}

function typeOf(type: TypeName | undefined): string {
  const names = (type?.names ?? []).map(lastName);
  return `${names.at(-1) ?? ''}${(type?.arrayBounds ?? []).length > 0 ? '[]' : ''}`;
}

function tableOf(relation: RangeVar | undefined): string {
  return lower(relation?.relname ?? '');
}

/** The last part of a name with a schema before it. */
function lastName(node: Node): string {
  if ('String' in node) return lower(node.String.sval ?? '');
  const items = 'List' in node ? (node.List.items ?? []) : [];
  const last = items.at(-1);
  return last === undefined ? '' : lastName(last);
}

const lower = (name: string): string => name.toLowerCase();
