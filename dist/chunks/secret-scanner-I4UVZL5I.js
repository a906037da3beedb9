import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createSecretScanner}from"./chunk-JNOIOQBX.js";import"./chunk-37SROUG5.js";export{createSecretScanner};
