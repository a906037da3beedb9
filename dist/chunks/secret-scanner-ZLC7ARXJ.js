import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createSecretScanner}from"./chunk-UW67B7X2.js";import"./chunk-37SROUG5.js";export{createSecretScanner};
