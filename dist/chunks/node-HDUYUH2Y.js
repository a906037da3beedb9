import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{child_process,crypto,fs,os,path,stream,util}from"./chunk-NLYDANZR.js";import"./chunk-4SWTMSC4.js";export{child_process,crypto,fs,os,path,stream,util};
