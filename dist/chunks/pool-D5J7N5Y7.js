import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createAnalyserPool}from"./chunk-RSAWFBL5.js";import"./chunk-J6FZ7RGW.js";import"./chunk-LSFHLCBZ.js";import"./chunk-DZSUE2YS.js";import"./chunk-77KLJXKN.js";import"./chunk-VQLK75W3.js";export{createAnalyserPool};
