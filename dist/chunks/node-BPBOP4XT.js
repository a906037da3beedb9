globalThis.__zod_globalConfig??={jitless:true};import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{child_process,crypto,fs,os,path,stream,util}from"./chunk-MC2RUJHZ.js";import"./chunk-GVOEMNLI.js";export{child_process,crypto,fs,os,path,stream,util};
