import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
import{createSecretScanner}from"./chunk-RGDPFPD7.js";import"./chunk-4SWTMSC4.js";export{createSecretScanner};
