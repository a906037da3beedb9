import type { MigrationStep } from '../../../schemas/migration/migration-step.ts';
import { forth, PYTHON_BACK } from './embedded-sql.ts';

const FUNCTIONS =
  '^(?:op\\.(?:create_table|drop_table|rename_table|create_index|drop_index|add_column|drop_column|alter_column|create_foreign_key|create_check_constraint|create_unique_constraint|create_primary_key)|migrations\\.(?:CreateModel|AddIndex|RemoveIndex)|AddIndexConcurrently|RemoveIndexConcurrently)$';

/** Calls of Alembic, and those of Django's operations that say how they work. */
export const ALEMBIC_RULES = [
  {
    id: 'call',
    language: 'python',
    rule: forth({ kind: 'call', has: { field: 'function', regex: FUNCTIONS } }, PYTHON_BACK),
  },
];

const CALL = /^(?:op\.|migrations\.)?(\w{1,60})\(/;
const STRINGS = /(?:op\.f\(\s{0,200})?["']([^"'\n]{1,200})["']\)?/g;
const keyword = (call: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s{0,20}=\\s{0,200}["']([^"'\\n]{1,200})["']`).exec(call)?.[1];
const says = (call: string, name: string, value: string): boolean =>
  new RegExp(`\\b${name}\\s{0,20}=\\s{0,200}${value}\\b`).test(call);

/** What a call does, by its name and its arguments. */
export function alembicStep(call: string): MigrationStep[] {
  const operation = CALL.exec(call)?.[1] ?? '';
  const [first = '', second = ''] = Array.from(call.matchAll(STRINGS), ([, value = '']) => value.toLowerCase());
  const model = (keyword(call, 'model_name') ?? keyword(call, 'name') ?? first).toLowerCase();
  const gentle = says(call, 'postgresql_concurrently', 'True');
  const isLoose = says(call, 'postgresql_not_valid', 'True');
  switch (operation) {
    case 'create_table':
    case 'drop_table':
    case 'rename_table':
      return [{ kind: TABLES[operation], table: first, name: '' }];
    case 'create_index':
      return [
        {
          kind: 'create-index',
          table: (keyword(call, 'table_name') ?? second).toLowerCase(),
          name: first,
          gentle,
          unique: says(call, 'unique', 'True'),
        },
      ];
    case 'drop_index':
      return [{ kind: 'drop-index', table: '', name: first, gentle }];
    case 'add_column': {
      const isFilled =
        /\bserver_default\s{0,20}=(?!\s{0,50}None\b)/.test(call) || /\b(?:Computed|Identity)\(/.test(call);
      const required = says(call, 'nullable', 'False');
      return [
        { kind: 'add-column', table: first, name: second, required, ...(isFilled && { fill: 'constant' as const }) },
      ];
    }
    case 'drop_column':
      return [{ kind: 'drop-column', table: first, name: second }];
    case 'alter_column':
      return [
        ...(says(call, 'nullable', 'False') ? [{ kind: 'set-not-null' as const, table: first, name: second }] : []),
        ...(/\bnew_column_name\s{0,20}=/.test(call)
          ? [{ kind: 'rename-column' as const, table: first, name: second }]
          : []),
      ];
    case 'create_foreign_key':
    case 'create_check_constraint':
    case 'create_unique_constraint':
    case 'create_primary_key': {
      // The name of a constraint may be None.
      const table = /\(\s{0,200}(?:None|constraint_name\s{0,20}=\s{0,20}None)\b/.test(call) ? first : second;
      const constraint = CONSTRAINTS[operation];
      return [{ kind: 'add-constraint', table, name: first, constraint, gentle: isLoose }];
    }
    case 'CreateModel':
      return [{ kind: 'create-table', table: model, name: '' }];
    case 'AddIndex':
    case 'AddIndexConcurrently':
      return [{ kind: 'create-index', table: model, name: '', gentle: operation !== 'AddIndex' }];
    case 'RemoveIndex':
    case 'RemoveIndexConcurrently':
      return [{ kind: 'drop-index', table: model, name: '', gentle: operation !== 'RemoveIndex' }];
    default:
      return [];
  }
}

const TABLES = { create_table: 'create-table', drop_table: 'drop-table', rename_table: 'rename-table' } as const;
const CONSTRAINTS = {
  create_foreign_key: 'foreign-key',
  create_check_constraint: 'check',
  create_unique_constraint: 'unique',
  create_primary_key: 'primary-key',
} as const;
