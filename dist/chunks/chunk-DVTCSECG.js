import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{external_exports}from"./chunk-GQVFVFPO.js";import{__name}from"./chunk-37SROUG5.js";import{Worker}from"node:worker_threads";var LOOK_MS=200,MISSES=3,WATCH=`
const { workerData: { parent, lookMs, misses } } = require('node:worker_threads');
const isThere = () => {
  if (process.ppid !== parent) return false;
  try {
    process.kill(parent, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};
let missed = 0;
setInterval(() => {
  missed = isThere() ? 0 : missed + 1;
  if (missed < misses) return;
  // Whoever leads a group takes its own children along: git, linters.
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {}
  process.kill(process.pid, 'SIGKILL');
}, lookMs);
`;function watchParent(parent){let workerData={parent,lookMs:LOOK_MS,misses:MISSES};new Worker(WATCH,{eval:!0,workerData,execArgv:[],env:{}}).unref()}__name(watchParent,"watchParent");function watchingParent(){let workerData={parent:process.pid,lookMs:LOOK_MS,misses:MISSES},options=JSON.stringify({eval:!0,workerData,execArgv:[],env:{}}),script=`import{Worker}from'node:worker_threads';new Worker(${JSON.stringify(WATCH)},${options}).unref();`;return["--import",`data:text/javascript,${encodeURIComponent(script)}`]}__name(watchingParent,"watchingParent");function toldParent(argument){return argument!==void 0&&/^\d{1,10}$/.test(argument)?Number(argument):process.ppid}__name(toldParent,"toldParent");var ChildRequest=external_exports.discriminatedUnion("kind",[external_exports.strictObject({kind:external_exports.literal("rules"),rules:external_exports.record(external_exports.string(),external_exports.unknown())}),external_exports.strictObject({kind:external_exports.literal("file"),id:external_exports.int(),path:external_exports.string(),text:external_exports.string()})]),Match=external_exports.strictObject({path:external_exports.string(),rule:external_exports.string(),message:external_exports.string(),startLine:external_exports.int().min(1),startColumn:external_exports.int().min(0),endLine:external_exports.int().min(1),endColumn:external_exports.int().min(0),syntax:external_exports.strictObject({kinds:external_exports.array(external_exports.string()).readonly(),nodes:external_exports.array(external_exports.number()).readonly()}).optional()}),ChildReply=external_exports.discriminatedUnion("kind",[external_exports.strictObject({kind:external_exports.literal("ready")}),external_exports.strictObject({kind:external_exports.literal("matches"),id:external_exports.int(),matches:external_exports.array(Match)}),external_exports.strictObject({kind:external_exports.literal("failed"),id:external_exports.int(),reason:external_exports.string()})]);export{watchParent,watchingParent,toldParent,ChildRequest,ChildReply};
