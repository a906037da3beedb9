/** Options of a file, a block or a field, by their name. */
export type Options = ReadonlyMap<string, string>;
type Facets = ReadonlyMap<string, string>;

/** What a file means where no option says otherwise (protobuf.dev, "Feature Settings for Editions"). */
const OF_SYNTAX: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  proto2: {
    field_presence: 'EXPLICIT',
    enum_type: 'CLOSED',
    utf8_validation: 'NONE',
    json_format: 'LEGACY_BEST_EFFORT',
  },
  proto3: { field_presence: 'IMPLICIT', enum_type: 'OPEN', utf8_validation: 'VERIFY', json_format: 'ALLOW' },
};
const OF_EDITIONS = { field_presence: 'EXPLICIT', enum_type: 'OPEN', utf8_validation: 'VERIFY', json_format: 'ALLOW' };

/** Options of a file that generated code is named or made by, and what stands where none is written. */
const OF_FILES: Readonly<Record<string, string>> = {
  package: '',
  cc_enable_arenas: 'true',
  cc_generic_services: 'false',
  csharp_namespace: '',
  go_package: '',
  java_generic_services: 'false',
  java_multiple_files: 'false',
  java_outer_classname: '',
  java_package: '',
  java_string_check_utf8: 'false',
  objc_class_prefix: '',
  optimize_for: 'SPEED',
  php_class_prefix: '',
  php_metadata_namespace: '',
  php_namespace: '',
  py_generic_services: 'false',
  ruby_package: '',
  swift_prefix: '',
  syntax: '',
};
const SCALAR = /^(?:double|float|u?int(?:32|64)|sint(?:32|64)|s?fixed(?:32|64)|bool|string|bytes)$/;

/** The innermost word about a feature. */
function feature(layers: readonly Options[], name: string): string {
  const said = layers.map((options) => options.get(`features.${name}`)).findLast((value) => value !== undefined);
  return (
    said ?? (OF_SYNTAX[layers[0]?.get('syntax') ?? ''] ?? (OF_EDITIONS as Readonly<Record<string, string>>))[name] ?? ''
  );
}

const own = (layers: readonly Options[], name: string, without: string): string => layers.at(-1)?.get(name) ?? without;

/** What a file's generated code relies on, under the name of each option. */
export function facetsOfFile(options: Options): Facets {
  return new Map(Object.entries(OF_FILES).map(([name, without]) => [name, options.get(name) ?? without]));
}

/** What a message promises beside its fields. */
export function facetsOfMessage(layers: readonly Options[]): Facets {
  return new Map([
    ['its form in JSON', feature(layers, 'json_format')],
    ['`message_set_wire_format`', own(layers, 'message_set_wire_format', 'false')],
    ['`no_standard_descriptor_accessor`', own(layers, 'no_standard_descriptor_accessor', 'false')],
  ]);
}

/** What an enumeration promises beside its values. */
export function facetsOfEnum(layers: readonly Options[]): Facets {
  return new Map([
    ['what it does with unknown values', feature(layers, 'enum_type')],
    ['its form in JSON', feature(layers, 'json_format')],
  ]);
}

/** What a call promises beside what it takes and gives. */
export function facetsOfRpc(layers: readonly Options[]): Facets {
  return new Map([['`idempotency_level`', own(layers, 'idempotency_level', 'IDEMPOTENCY_UNKNOWN')]]);
}

interface Field {
  readonly name: string;
  /** Label and type as they are written. */
  readonly type: readonly string[];
  readonly inOneof: boolean;
  readonly options: Options;
}

/** What a field promises beside its type and number. */
export function facetsOfField({ name, type, inOneof, options }: Field, around: readonly Options[]): Facets {
  const layers = [...around, options];
  const kind = type.at(-1) ?? '';
  const facets = new Map([
    ['its name in JSON', options.get('json_name') ?? camel(name)],
    ['`jstype`', options.get('jstype') ?? 'JS_NORMAL'],
    ['its default', options.get('default') ?? 'none'],
    ['whether it may be missing', presenceOf(type, inOneof, layers)],
  ]);
  if (kind === 'string') facets.set('whether its text is checked', feature(layers, 'utf8_validation'));
  const cpp = layers.map((one) => one.get('features.(pb.cpp).string_type')).findLast((one) => one !== undefined);
  if (/^(?:string|bytes)$/.test(kind)) facets.set('its type in C++', cpp ?? options.get('ctype') ?? 'STRING');
  return facets;
}

/** Of messages and enumerations elsewhere nobody knows here which they are; lists are just empty. */
function presenceOf(type: readonly string[], inOneof: boolean, layers: readonly Options[]): string {
  const said = feature(layers, 'field_presence');
  if (type[0] === 'required' || said === 'LEGACY_REQUIRED') return 'required';
  if (inOneof || type[0] === 'repeated' || !SCALAR.test(type.at(-1) ?? '')) return 'as usual';
  return type[0] === 'optional' ? 'EXPLICIT' : said;
}

/** What JSON calls a field that says nothing about it. */
function camel(name: string): string {
  return name.replaceAll(/_([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()).replaceAll('_', '');
}
