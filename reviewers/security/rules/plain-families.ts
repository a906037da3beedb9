import type { Knowledge } from '../values/knowledge.ts';
import { GO_VALUES } from '../values/go/go-values.ts';
import { JAVA_VALUES } from '../values/java/java-values.ts';
import { PHP_VALUES } from '../values/php/php-values.ts';
import { RUBY_VALUES } from '../values/ruby/ruby-values.ts';
import { CSHARP_VALUES } from '../values/csharp/csharp-values.ts';
import { KOTLIN_VALUES } from '../values/kotlin/kotlin-values.ts';
import { GO_SINKS } from './go/go-sinks.ts';
import { JAVA_SINKS } from './java/java-sinks.ts';
import { PHP_SINKS } from './php/php-sinks.ts';
import { RUBY_SINKS } from './ruby/ruby-sinks.ts';
import { CSHARP_SINKS } from './csharp/csharp-sinks.ts';
import { KOTLIN_SINKS } from './kotlin/kotlin-sinks.ts';
import { RUST_VALUES } from '../values/rust/rust-values.ts';
import { RUST_SHOWN_SINKS } from './rust/rust-shown-sinks.ts';
import { RUST_VALUE_SINKS } from './rust/rust-value-sinks.ts';
import type { Sink } from './sink.ts';

/** The sinks and libraries of a language of the shared words, by the kind of its files. */
export interface PlainFamily {
  readonly kind: string;
  readonly sinks: readonly Sink[];
  readonly values: Knowledge;
}

/** The languages of the shared words whose sinks are known. */
export const PLAIN_FAMILIES: readonly PlainFamily[] = [
  { kind: 'go', sinks: GO_SINKS, values: GO_VALUES },
  { kind: 'java', sinks: JAVA_SINKS, values: JAVA_VALUES },
  { kind: 'php', sinks: PHP_SINKS, values: PHP_VALUES },
  { kind: 'ruby', sinks: RUBY_SINKS, values: RUBY_VALUES },
  { kind: 'csharp', sinks: CSHARP_SINKS, values: CSHARP_VALUES },
  { kind: 'kotlin', sinks: KOTLIN_SINKS, values: KOTLIN_VALUES },
  { kind: 'rust', sinks: [...RUST_VALUE_SINKS, ...RUST_SHOWN_SINKS], values: RUST_VALUES },
];
