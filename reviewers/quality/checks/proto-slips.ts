import { sidesCheck } from '../../changed-code/sides/judge-sides.ts';
import { judgeProto } from '../protobuf/judge-proto.ts';

/** What the compiler of Protocol Buffers refuses. */
export const protoSlips = sidesCheck({
  id: 'proto-slips',
  judges: [{ kinds: ['protobuf'], families: ['correctness'] }],
  isMine: ({ kind, newPath }) => (kind === undefined ? newPath.endsWith('.proto') : kind.id === 'protobuf'),
  judge: judgeProto,
});
