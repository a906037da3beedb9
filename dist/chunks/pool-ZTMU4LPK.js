import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createAnalyserPool}from"./chunk-OGGOUOWE.js";import"./chunk-3HTVUHNS.js";import"./chunk-JUREF4OO.js";import"./chunk-DVTCSECG.js";import"./chunk-GQVFVFPO.js";import"./chunk-37SROUG5.js";export{createAnalyserPool};
