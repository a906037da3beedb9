globalThis.__zod_globalConfig??={jitless:true};import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createSecretScanner}from"./chunk-6CLAZKD5.js";import"./chunk-GVOEMNLI.js";export{createSecretScanner};
