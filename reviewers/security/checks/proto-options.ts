import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeProtoOptions } from '../protobuf/judge-proto-options.ts';

/** What options of Protocol Buffers open to strangers, and messages that carry what a server runs. */
export const protoOptions = sidesCheck({
  id: 'proto-options',
  judges: [{ kinds: ['protobuf'], families: ['injection'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? newPath.endsWith('.proto') : kind.id === 'protobuf'),
  judge: judgeProtoOptions,
});
