import type { Knowledge } from '../values/knowledge.ts';
import { GO_VALUES } from '../values/go/go-values.ts';
import { JAVA_VALUES } from '../values/java/java-values.ts';
import { PHP_VALUES } from '../values/php/php-values.ts';
import { RUBY_VALUES } from '../values/ruby/ruby-values.ts';
import { CSHARP_VALUES } from '../values/csharp/csharp-values.ts';
import { KOTLIN_VALUES } from '../values/kotlin/kotlin-values.ts';
import { GO_SHOWN } from './go/go-shown-sinks.ts';
import { GO_SINKS } from './go/go-sinks.ts';
import { JAVA_SHOWN } from './java/java-shown-sinks.ts';
import { JAVA_SINKS } from './java/java-sinks.ts';
import { PHP_SINKS } from './php/php-sinks.ts';
import { RUBY_RECORDS } from './ruby/ruby-records.ts';
import { RUBY_SHOWN } from './ruby/ruby-shown-sinks.ts';
import { RUBY_SINKS } from './ruby/ruby-sinks.ts';
import { RUBY_TEMPLATES } from './ruby/ruby-template-sinks.ts';
import { CSHARP_SINKS } from './csharp/csharp-sinks.ts';
import { CSHARP_XML } from './csharp/csharp-xml.ts';
import { KOTLIN_SINKS } from './kotlin/kotlin-sinks.ts';
import { RUST_VALUES } from '../values/rust/rust-values.ts';
import { RUST_SHOWN_SINKS } from './rust/rust-shown-sinks.ts';
import { RUST_VALUE_SINKS } from './rust/rust-value-sinks.ts';
import { sinksOf } from './plain/make-sinks.ts';
import { originRows } from './plain/open-origins.ts';
import { passwordRow } from './plain/password-rows.ts';
import { hostileSinks } from './hostile/hostile-sinks.ts';
import { HOSTILE } from './hostile/languages.ts';
import type { Sink } from './sink.ts';

/** The sinks and libraries of a language of the shared words, by the kind of its files. */
export interface PlainFamily {
  readonly kind: string;
  readonly sinks: readonly Sink[];
  readonly values: Knowledge;
}

function withHostile(kind: keyof typeof HOSTILE, sinks: readonly Sink[], values: Knowledge): readonly Sink[] {
  return [
    ...sinks,
    ...sinksOf([passwordRow(kind), ...originRows(kind)]),
    ...hostileSinks(HOSTILE[kind], values.environment, sinks),
  ];
}

/** The languages of the shared words whose sinks are known. */
export const PLAIN_FAMILIES: readonly PlainFamily[] = [
  { kind: 'go', sinks: withHostile('go', [...GO_SINKS, ...GO_SHOWN], GO_VALUES), values: GO_VALUES },
  { kind: 'java', sinks: withHostile('java', [...JAVA_SINKS, ...JAVA_SHOWN], JAVA_VALUES), values: JAVA_VALUES },
  { kind: 'php', sinks: withHostile('php', PHP_SINKS, PHP_VALUES), values: PHP_VALUES },
  {
    kind: 'ruby',
    sinks: withHostile('ruby', [...RUBY_SINKS, ...RUBY_RECORDS, ...RUBY_SHOWN, ...RUBY_TEMPLATES], RUBY_VALUES),
    values: RUBY_VALUES,
  },
  {
    kind: 'csharp',
    sinks: withHostile('csharp', [...CSHARP_SINKS, ...CSHARP_XML], CSHARP_VALUES),
    values: CSHARP_VALUES,
  },
  { kind: 'kotlin', sinks: withHostile('kotlin', KOTLIN_SINKS, KOTLIN_VALUES), values: KOTLIN_VALUES },
  {
    kind: 'rust',
    sinks: withHostile('rust', [...RUST_VALUE_SINKS, ...RUST_SHOWN_SINKS], RUST_VALUES),
    values: RUST_VALUES,
  },
];
