globalThis.__zod_globalConfig??={jitless:true};import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{_enum,array,discriminatedUnion,int,literal,number,record,strictObject,string,unknown}from"./chunk-MZNKURE7.js";import{Worker}from"node:worker_threads";var LOOK_MS=200,MISSES=3,WATCH=`
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
`,GUARDED="guarded",isGuarded=!1;function watchParent(parent){if(isGuarded=parent===GUARDED,isGuarded)return;let workerData={parent,lookMs:LOOK_MS,misses:MISSES};new Worker(WATCH,{eval:!0,workerData,execArgv:[],env:{}}).unref()}function watchingParent(){if(isGuarded)return[];let workerData={parent:process.pid,lookMs:LOOK_MS,misses:MISSES},options=JSON.stringify({eval:!0,workerData,execArgv:[],env:{}}),script=`import{Worker}from'node:worker_threads';new Worker(${JSON.stringify(WATCH)},${options}).unref();`;return["--import",`data:text/javascript,${encodeURIComponent(script)}`]}function parentToTell(){return isGuarded?GUARDED:String(process.pid)}function toldParent(argument){return argument===GUARDED?GUARDED:argument!==void 0&&/^\d{1,10}$/.test(argument)?Number(argument):process.ppid}var ChildTool=_enum(["ast-grep","markdown","ruff","secrets"]),ChildRequest=discriminatedUnion("kind",[strictObject({kind:literal("load"),tool:ChildTool}),strictObject({kind:literal("rules"),tool:ChildTool,rules:record(string(),unknown())}),strictObject({kind:literal("files"),tool:ChildTool,id:int(),files:array(strictObject({path:string(),text:string()}))})]),Match=strictObject({path:string(),rule:string(),message:string(),startLine:int().min(1),startColumn:int().min(0),endLine:int().min(1),endColumn:int().min(0),fixedLine:string().optional(),syntax:strictObject({kinds:array(string()).readonly(),nodes:array(number()).readonly()}).optional()}),FileReply=discriminatedUnion("kind",[strictObject({kind:literal("matches"),matches:array(Match)}),strictObject({kind:literal("failed"),reason:string()})]),ChildReply=discriminatedUnion("kind",[strictObject({kind:literal("ready"),tool:ChildTool}),strictObject({kind:literal("results"),id:int(),results:array(FileReply)})]);export{GUARDED,watchParent,watchingParent,parentToTell,toldParent,ChildRequest,ChildReply};
