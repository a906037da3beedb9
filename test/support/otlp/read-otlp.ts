/** One field of a message of protobuf: a number, or bytes (a text, a message, eight bytes of a fixed number). */
interface Field {
  readonly field: number;
  readonly value: bigint | Buffer;
}

/** The fields of a message in the order in which they stand. Throws where it is none. */
function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('the message ends within a number');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const bytes = (length: number) => {
    if (at + length > message.length) throw new Error('the message ends within a field');
    return message.subarray(at, (at += length));
  };
  while (at < message.length) {
    const tag = Number(varint());
    const [field, type] = [tag >> 3, tag & 7];
    if (type === 0) fields.push({ field, value: varint() });
    else if (type === 1) fields.push({ field, value: bytes(8) });
    else if (type === 2) fields.push({ field, value: bytes(Number(varint())) });
    else if (type === 5) fields.push({ field, value: bytes(4) });
    else throw new Error(`the wire type ${type} is none`);
  }
  return fields;
}

const parts = (message: Buffer, ...path: readonly number[]): Buffer[] =>
  path.reduce(
    (messages, wanted) =>
      messages.flatMap((one) =>
        fieldsOf(one).flatMap(({ field, value }) => (field === wanted && Buffer.isBuffer(value) ? [value] : [])),
      ),
    [message],
  );
const text = (message: Buffer, field: number) => parts(message, field)[0]?.toString('utf8') ?? '';
const hex = (message: Buffer, field: number) => parts(message, field)[0]?.toString('hex') ?? '';
const integer = (message: Buffer, wanted: number): number => {
  const value = fieldsOf(message).find(({ field }) => field === wanted)?.value ?? 0n;
  return Number(typeof value === 'bigint' ? value : value.readBigUInt64LE());
};

type Value = string | number | readonly Value[];

export interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly failed: boolean;
  readonly statusText: string;
  readonly events: number;
  readonly nanoseconds: number;
  readonly resource: Readonly<Record<string, Value>>;
}

/** A figure of a histogram, or of a sum. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly count: number;
  readonly sum: number;
}

// Numbers of fields: opentelemetry-proto, trace.proto, metrics.proto, common.proto.
export function spansIn(body: Buffer): SentSpan[] {
  return parts(body, 1).flatMap((resourceSpans) => {
    const resource = Object.assign({}, ...parts(resourceSpans, 1).map((one) => attributesOf(one, 1)));
    return parts(resourceSpans, 2, 2).map((span) => {
      const status = parts(span, 15)[0] ?? Buffer.alloc(0);
      return {
        traceId: hex(span, 1),
        spanId: hex(span, 2),
        parent: hex(span, 4),
        name: text(span, 5),
        nanoseconds: integer(span, 8) - integer(span, 7),
        attributes: attributesOf(span, 9),
        events: parts(span, 11).length,
        statusText: text(status, 2),
        failed: integer(status, 3) === 2,
        resource,
      };
    });
  });
}

export function figuresIn(body: Buffer): Figure[] {
  return parts(body, 1, 2, 2).flatMap((metric) => {
    const [name, unit] = [text(metric, 1), text(metric, 3)];
    return parts(metric, 9, 1).map((point) => ({
      name,
      unit,
      attributes: attributesOf(point, 9),
      count: integer(point, 4),
      sum: parts(point, 5)[0]?.readDoubleLE() ?? 0,
    }));
  });
}

function attributesOf(message: Buffer, field: number): Record<string, Value> {
  return Object.fromEntries(
    parts(message, field).map((pair) => [text(pair, 1), valueOf(parts(pair, 2)[0] ?? Buffer.alloc(0))]),
  );
}

function valueOf(any: Buffer): Value {
  const [first] = fieldsOf(any);
  if (first === undefined) return '';
  const { field, value } = first;
  if (typeof value === 'bigint') return Number(value);
  if (field === 1) return value.toString('utf8');
  if (field === 4) return value.readDoubleLE();
  if (field === 5) return parts(value, 1).map(valueOf);
  throw new Error(`a value of the kind ${field} is not read here`);
}
