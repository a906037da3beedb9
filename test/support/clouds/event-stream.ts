import { crc32 } from 'node:zlib';

/** One message of Amazon's binary event stream, as documented: lengths, their sum, headers that are texts, payload, sum of all. */
function eventFrame(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const body = Buffer.from(payload, 'utf8');
  const head = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const [key, text] = [Buffer.from(name, 'utf8'), Buffer.from(value, 'utf8')];
      const length = Buffer.alloc(2);
      length.writeUInt16BE(text.length);
      // 7 is the type of texts.
      return Buffer.concat([Buffer.from([key.length]), key, Buffer.from([7]), length, text]);
    }),
  );
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(12 + head.length + body.length + 4, 0);
  prelude.writeUInt32BE(head.length, 4);
  const message = Buffer.concat([prelude, sum(prelude), head, body]);
  return Buffer.concat([message, sum(message)]);
}

function sum(bytes: Buffer): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four;
}

/** An event of the Messages API as Bedrock sends it. */
export const chunkFrame = (event: string): Buffer =>
  eventFrame(
    { ':event-type': 'chunk', ':content-type': 'application/json', ':message-type': 'event' },
    JSON.stringify({ bytes: Buffer.from(event, 'utf8').toString('base64'), p: 'abcdefgh' }),
  );

/** A failure in the middle of a stream. */
export const exceptionFrame = (type: string, message: string): Buffer =>
  eventFrame(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    JSON.stringify({ message }),
  );
