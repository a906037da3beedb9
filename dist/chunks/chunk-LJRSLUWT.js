globalThis.__zod_globalConfig??={jitless:true};import{createRequire as __docketRequire}from'node:module';const require=__docketRequire(import.meta.url),__docketRoot=new URL('../',import.meta.url);
function escapeLine(text){return text.slice(0,300).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,character=>`\\u${character.charCodeAt(0).toString(16).padStart(4,"0")}`)}function firstLine(text){let line=text.split(`
`).find(candidate=>candidate.trim()!==""&&!candidate.startsWith("warning:"));return escapeLine((line??"").trim().replace(/^(?:fatal|error): /,""))}export{escapeLine,firstLine};
