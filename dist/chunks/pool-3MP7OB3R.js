import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createAnalyserPool}from"./chunk-7W6N73ZG.js";import"./chunk-22T2PWMZ.js";import"./chunk-RYO2PGCP.js";import"./chunk-L225VPTY.js";import"./chunk-BIK2UADW.js";import"./chunk-UOCL5BFN.js";import"./chunk-4SWTMSC4.js";export{createAnalyserPool};
