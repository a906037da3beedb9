import type { Call } from '../../values/grammar.ts';
import { NEEDS, sinksOf, sqlSinks } from '../plain/make-sinks.ts';
import { HEADS_OF_MAKERS } from '../secret-names.ts';

const SHELL = /"(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh"|"(?:cmd|powershell|pwsh)(?:\.exe)?"/;
const shellStarted = (_: Call, code: string): boolean => SHELL.test(code);

/** C#. */
export const CSHARP_SINKS = sinksOf([
  {
    id: 'cs-shell',
    rule: 'command-injection',
    hint: /\bProcess(?:StartInfo)?\b/,
    takes: {
      of: 'call',
      name: /^(?:new ProcessStartInfo|(?:System\.Diagnostics\.)?Process\.Start)$/,
      values: 'all',
      only: shellStarted,
      need: NEEDS.command,
    },
  },
  {
    id: 'cs-shell-arguments',
    rule: 'command-injection',
    hint: /\bArguments\b/,
    elsewhere: SHELL,
    takes: { of: 'assignment', name: /\.Arguments$/, need: NEEDS.command },
  },
  {
    id: 'cs-shell-entry',
    rule: 'command-injection',
    hint: /\bArguments\b/,
    elsewhere: SHELL,
    takes: { of: 'entry', name: /^Arguments$/, need: NEEDS.command },
  },
  {
    id: 'cs-program',
    rule: 'command-injection',
    hint: /\bProcess(?:StartInfo)?\b|\bFileName\b/,
    takes: {
      of: 'call',
      name: /^(?:new ProcessStartInfo|(?:System\.Diagnostics\.)?Process\.Start)$/,
      need: { purpose: 'command', needs: 'request' },
    },
  },
  ...sqlSinks(
    'cs',
    /\.(?:FromSqlRaw|ExecuteSqlRaw|ExecuteSqlRawAsync|SqlQueryRaw|FromSql|ExecuteSqlCommand|ExecuteSqlCommandAsync|SqlQuery|Query|QueryAsync|QueryFirst\w*|QuerySingle\w*|QueryMultiple\w*|Execute|ExecuteAsync|ExecuteScalar\w*|ExecuteReader\w*|CreateQuery|CreateSQLQuery|CreateCommand)$|^new \w*(?:Command|DataAdapter)$/,
    /(?:FromSqlRaw|ExecuteSqlRaw|SqlQueryRaw|ExecuteSqlCommand|Command|QueryAsync|Query|ExecuteAsync)\b/,
    {
      only: (call) =>
        !/\.(?:FromSql|SqlQuery|ExecuteSql|ExecuteSqlAsync)$/.test(call.callee) ||
        call.arguments[0]?.kind !== 'template_string',
    },
  ),
  {
    id: 'cs-command-text',
    rule: 'sql-injection',
    hint: /CommandText/,
    takes: { of: 'assignment', name: /(?:^|\.)CommandText$/, need: NEEDS.sql },
  },
  {
    id: 'cs-command-entry',
    rule: 'sql-injection',
    hint: /CommandText/,
    takes: { of: 'entry', name: /^CommandText$/, need: NEEDS.sql },
  },
  {
    id: 'cs-archive',
    rule: 'archive-traversal',
    hint: /ExtractToFile|FullName/,
    elsewhere: /Zip|Tar/,
    unless: /\.StartsWith\(/,
    takes: { of: 'call', name: /\.ExtractToFile$|^File\.(?:Create|OpenWrite|WriteAll\w+)$/, need: NEEDS.path },
  },
  {
    id: 'cs-path',
    rule: 'path-traversal',
    hint: /\bFile\.|\bFileStream\b|PhysicalFile|\bDirectory\.|StreamReader|StreamWriter|\bFile\(|SendFileAsync|TransmitFile|WriteFile/,
    takes: {
      of: 'call',
      name: /^(?:(?:System\.IO\.)?File\.(?:Read\w*|Write\w*|Open\w*|Create|Delete|Copy|Move|Append\w*)|(?:System\.IO\.)?Directory\.(?:Get\w+|Enumerate\w+|Delete|Create\w+|Move)|new (?:FileStream|StreamReader|StreamWriter)|PhysicalFile|(?:Results|TypedResults)\.(?:File|PhysicalFile)|[\w.]*\.(?:SendFileAsync|TransmitFile|WriteFile))$/,
      need: NEEDS.path,
    },
  },
  {
    id: 'cs-fetch',
    rule: 'server-side-request-forgery',
    hint: /\b(?:GetAsync|GetStringAsync|GetStreamAsync|GetByteArrayAsync|PostAsync|PutAsync|SendAsync|WebRequest|DownloadString|DownloadData|HttpRequestMessage|OpenRead|GetFromJsonAsync)\b/,
    takes: {
      of: 'call',
      name: /(?:[cC]lient|[hH]ttp)(?:\(\))?\.(?:GetAsync|GetStringAsync|GetStreamAsync|GetByteArrayAsync|PostAsync|PutAsync|DeleteAsync|DownloadString\w*|DownloadData\w*|DownloadFile\w*|OpenRead\w*|GetFromJsonAsync|PostAsJsonAsync)$|^(?:WebRequest|HttpWebRequest)\.Create(?:Http)?$/,
      need: NEEDS.address,
    },
  },
  {
    id: 'cs-request',
    rule: 'server-side-request-forgery',
    hint: /HttpRequestMessage/,
    takes: { of: 'call', name: /^new HttpRequestMessage$/, values: [1], need: NEEDS.address },
  },
  {
    id: 'cs-html',
    rule: 'cross-site-scripting',
    hint: /\bContent\(|Html\.Raw|HtmlString|WriteAsync|Response\.Write|Results\.(?:Content|Text)/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:Content|WriteAsync|Results\.Content|TypedResults\.Content|Response\.Write|Results\.Text)$/,
      need: NEEDS.html,
    },
  },
  {
    id: 'cs-raw',
    rule: 'cross-site-scripting',
    hint: /Html\.Raw|HtmlString|MarkupString|Response\.Write/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:Html\.Raw|Response\.Write)$|^new (?:HtmlString|MarkupString|MvcHtmlString)$/,
      need: NEEDS.htmlOfRequest,
    },
  },
  {
    id: 'cs-redirect',
    rule: 'open-redirect',
    hint: /\bRedirect/,
    takes: {
      of: 'call',
      name: /(?:^|\.)(?:Redirect|RedirectPermanent|RedirectPreserveMethod|Results\.Redirect|TypedResults\.Redirect)$|^new RedirectResult$/,
      need: NEEDS.redirect,
    },
  },
  {
    id: 'cs-eval',
    rule: 'code-injection',
    hint: /CSharpScript|CompileAssemblyFromSource|DynamicExpressionParser|Assembly\.Load|Activator\.CreateInstance|Type\.GetType/,
    takes: {
      of: 'call',
      name: /^(?:CSharpScript\.(?:EvaluateAsync|RunAsync|Create)|[\w.]*\.CompileAssemblyFromSource|Assembly\.Load(?:From|File)?|Activator\.CreateInstance|Type\.GetType|DynamicExpressionParser\.\w+)$/,
      need: NEEDS.code,
    },
  },
  {
    id: 'cs-typing',
    rule: 'unsafe-deserialisation',
    hint: /TypeNameHandling/,
    unless: /SerializationBinder/,
    shows: {
      kind: /^(?:assignment|pair)$/,
      text: /(?:^|\.)TypeNameHandling=(?:[\w.]*TypeNameHandling\.)(?:All|Auto|Objects|Arrays)$/,
    },
  },
  {
    id: 'cs-formatter',
    rule: 'unsafe-deserialisation',
    hint: /BinaryFormatter|NetDataContractSerializer|SoapFormatter|LosFormatter|ObjectStateFormatter|JavaScriptSerializer/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:new(?:BinaryFormatter|NetDataContractSerializer|SoapFormatter|LosFormatter|ObjectStateFormatter)\(\)|\w*(?:[bB]inaryFormatter|[fF]ormatter|\bbf))\.Deserialize\(/,
    },
  },
  {
    id: 'cs-tls',
    rule: 'certificate-check-off',
    hint: /Certificate(?:Custom)?ValidationCallback|SslPolicyErrors|DangerousAcceptAnyServerCertificateValidator|TrustServerCertificate/,
    shows: {
      kind: /^(?:assignment|augmented_assignment|pair|member_expression|function_declaration)$/,
      text: /Server(?:Certificate\w{0,20}|CertificateCustom)ValidationCallback\+?=(?:delegate(?:\([\w,.?]{0,300}\))?\{returntrue;\}|\([\w,.?]{0,300}\)=>(?:true|\{returntrue;\}))$|bool\w{1,80}\(object\w{0,60},X509Certificate2?\??\w{0,60},X509Chain\??\w{0,60},SslPolicyErrors\w{0,60}\)(?:=>true;?|\{returntrue;\})$|^HttpClientHandler\.DangerousAcceptAnyServerCertificateValidator$/,
    },
  },
  {
    id: 'cs-cipher',
    rule: 'weak-cipher',
    hint: /\bDES|TripleDES|RC2|CipherMode\.ECB|RijndaelManaged/,
    shows: {
      kind: /^(?:call_expression|new_expression|assignment|pair)$/,
      text: /^(?:DES|TripleDES|RC2)\.Create\(|^new(?:DES|TripleDES|RC2)CryptoServiceProvider\(|(?:^|\.)Mode=CipherMode\.ECB$/,
    },
  },
  {
    id: 'cs-password-hash',
    rule: 'weak-hash',
    hint: /MD5|SHA1/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:MD5|SHA1)\.HashData\([\w.(),[\]]{0,80}(?:[pP]assword|[pP]asswd)|\.ComputeHash\([\w.()]{0,80}(?:[pP]assword|[pP]asswd)/,
      around: /\b(?:MD5|SHA1)\b/,
    },
  },
  {
    id: 'cs-random-function',
    rule: 'predictable-secret',
    hint: /new (?:System\.)?Random\(|Random\.Shared|\.Next(?:Bytes|Int64)?\(/,
    elsewhere: /\bRandom\b/,
    unless: /RandomNumberGenerator/,
    shows: {
      kind: /^call_expression$/,
      text: /^(?:\w*[rR]\w{0,20}|Random\.Shared|new(?:System\.)?Random\(\))\.Next(?:Bytes|Int64)?\(/,
      around: HEADS_OF_MAKERS.typed,
    },
  },
  {
    id: 'cs-random',
    rule: 'predictable-secret',
    hint: /new Random\(|Random\.Shared|_?random\.Next/i,
    unless: /RandomNumberGenerator/,
    shows: {
      kind: /^(?:variable_declarator|assignment|pair)$/,
      text: /^(?:this\.)?\w*(?:[tT]oken|[sS]ecret|[pP]assword|[nN]once|[sS]essionId|[aA]piKey|[oO]tp)\w*=.*(?:newRandom\(|Random\.Shared|\b_?[rR]andom\.Next|\b_?rng\.Next)/,
    },
  },
  {
    id: 'cs-token',
    rule: 'unverified-token',
    hint: /ValidateIssuerSigningKey|RequireSignedTokens|ValidateLifetime|SignatureValidator/,
    shows: {
      kind: /^(?:assignment|pair)$/,
      text: /(?:^|\.)(?:ValidateIssuerSigningKey|RequireSignedTokens)=false$/,
    },
  },
]);
