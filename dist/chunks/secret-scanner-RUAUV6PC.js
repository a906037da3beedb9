import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createSecretScanner}from"./chunk-W7GXXEKX.js";import"./chunk-VQLK75W3.js";export{createSecretScanner};
