import type { MigrationStep } from '../../../schemas/migration/migration-step.ts';
import { forth, RUBY_BACK } from './embedded-sql.ts';

const METHODS =
  '^(?:create_table|drop_table|rename_table|add_index|remove_index|add_reference|add_belongs_to|add_foreign_key|add_check_constraint|add_column|remove_column|rename_column|change_column|change_column_null|validate_foreign_key|validate_check_constraint)$';
const ASSURED = { kind: 'call', has: { field: 'method', regex: '^(?:safety_assured|create_table|change_table)$' } };

/** Calls of a Rails migration; what its author vouches for (`safety_assured`) is not asked about. */
export const RAILS_RULES = [
  {
    id: 'call',
    language: 'ruby',
    rule: forth(
      { kind: 'call', has: { field: 'method', regex: METHODS }, not: { inside: { ...ASSURED, stopBy: 'end' } } },
      RUBY_BACK,
    ),
  },
];

const CALL =
  /^(\w{1,40})[ \t]{0,20}\(?[ \t]{0,20}[:"']([\w.]{1,100})["']?(?:[ \t]{0,20},\s{0,200}[:"'](\w{1,100})["']?)?/;
const GENTLE = /\balgorithm:\s{0,20}:concurrently\b|:algorithm\s{0,20}=>\s{0,20}:concurrently\b/;

/** What a call does, by its name and its options. */
export function railsSteps(call: string): MigrationStep[] {
  const match = CALL.exec(call);
  if (match === null) return [];
  const [, method = '', named = '', name = ''] = match;
  const table = (named.split('.').at(-1) ?? '').toLowerCase();
  const base = { table, name };
  const gentle = GENTLE.test(call);
  const isChecked = !/\bvalidate:\s{0,20}false\b/.test(call);
  switch (method) {
    case 'create_table':
      return [{ kind: 'create-table', ...base, name: '' }];
    case 'drop_table':
      return [{ kind: 'drop-table', ...base, name: '' }];
    case 'rename_table':
      return [{ kind: 'rename-table', ...base, name: '' }];
    case 'add_index':
      return [{ kind: 'create-index', ...base, gentle, unique: /\bunique:\s{0,20}true\b/.test(call) }];
    case 'remove_index':
      return [{ kind: 'drop-index', ...base, gentle }];
    case 'add_reference':
    case 'add_belongs_to':
      return referenceSteps(call, base, gentle || /\bindex:\s{0,20}false\b/.test(call));
    case 'add_foreign_key':
      return [{ kind: 'add-constraint', ...base, constraint: 'foreign-key', gentle: !isChecked }];
    case 'add_check_constraint':
      return [{ kind: 'add-constraint', ...base, constraint: 'check', gentle: !isChecked }];
    case 'add_column': {
      const required = /\bnull:\s{0,20}false\b/.test(call);
      const fill = /\bdefault:(?!\s{0,20}nil\b)/.test(call) ? ({ fill: 'constant' } as const) : {};
      return [{ kind: 'add-column', ...base, required, ...fill }];
    }
    case 'remove_column':
      return [{ kind: 'drop-column', ...base }];
    case 'rename_column':
      return [{ kind: 'rename-column', ...base }];
    case 'change_column':
      return [
        {
          kind: 'change-type',
          ...base,
          type: /,\s{0,50}:(\w{1,60})\s{0,20}(?:,|\)|$)/.exec(call.slice(match[0].length))?.[1] ?? '',
        },
      ];
    case 'change_column_null':
      return /,\s{0,50}false\b/.test(call.slice(match[0].length)) ? [{ kind: 'set-not-null', ...base }] : [];
    case 'validate_foreign_key':
    case 'validate_check_constraint':
      return [{ kind: 'validate-constraint', ...base }];
    default:
      return [];
  }
}

function referenceSteps(
  call: string,
  base: { readonly table: string; readonly name: string },
  gentle: boolean,
): MigrationStep[] {
  const isForeign = /\bforeign_key:\s{0,20}(?:true|\{)/.test(call) && !/\bvalidate:\s{0,20}false\b/.test(call);
  const required = /\bnull:\s{0,20}false\b/.test(call) && !/\bdefault:/.test(call);
  return [
    { kind: 'create-index', ...base, gentle },
    ...(required ? [{ kind: 'add-column' as const, ...base, required }] : []),
    ...(isForeign
      ? [{ kind: 'add-constraint' as const, ...base, constraint: 'foreign-key' as const, gentle: false }]
      : []),
  ];
}
