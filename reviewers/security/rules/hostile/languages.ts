/** What a language has to say about code that works against whoever runs it. All names are resolved ones. */
export interface HostileLanguage {
  /** Stands before the ids of its sinks. */
  readonly prefix: string;
  /** Calls that send what they are given over the network. */
  readonly senders: RegExp;
  /** Methods that do, of objects that such calls, or those of `opens`, made. */
  readonly methods: RegExp;
  /** What makes connections and clients. */
  readonly opens: RegExp;
  /** What any of these has in its text. */
  readonly hint: RegExp;
  /** Calls that look a name up, whose very name tells it to somebody. */
  readonly lookups: RegExp;
  /** Calls that answer a file's text. */
  readonly readsFile: RegExp;
  /** Calls that answer what something encoded says. */
  readonly decodes: RegExp;
  /** Calls that start a program. */
  readonly starts: RegExp;
  /** Calls and targets of assignments that tie a program's input or output to what they are given. */
  readonly ties: RegExp;
  /** Files that are run by themselves when the package is installed or built. */
  readonly installs: RegExp;
}

const NEVER = /^(?!)/;

/** The languages whose sinks are known. */
export const HOSTILE = {
  javascript: {
    prefix: 'js',
    senders:
      /^(?:(?:undici\.)?(?:fetch|request)|(?:axios|got|ky|superagent|needle|request|phin|bent|wretch|ofetch)(?:\.\w{1,20})?|https?\.(?:get|request)|navigator\.sendBeacon|sendBeacon|new (?:WebSocket|EventSource)|(?:\$|jQuery)\.(?:post|ajax|get|getJSON))$/,
    methods: /\.(?:write|end|send|post|put|request|sendMail)$/,
    opens:
      /^(?:https?\.request|net\.(?:connect|createConnection)|tls\.connect|new (?:net\.Socket|WebSocket|XMLHttpRequest|Client|Socket)|dgram\.createSocket|nodemailer\.createTransport|axios\.create)$/,
    hint: /\b(?:fetch|axios|got|ky|superagent|needle|request|sendBeacon|WebSocket|EventSource|https?|net|tls|dgram|dns|undici|XMLHttpRequest|ajax|nodemailer|phin|bent|wretch|ofetch)\b/,
    lookups: /^(?:dns(?:\.promises)?|dns\/promises|dnsPromises)\.(?:lookup|resolve\w{0,9})$/,
    readsFile: /(?:^|\.)(?:readFile(?:Sync)?|createReadStream|readTextFile|file|execSync|exec)$/,
    decodes:
      /^(?:(?:window\.)?atob|Buffer\.from|new Buffer|String\.fromCharCode|unescape|zlib\.\w{0,20}(?:inflate|unzip|gunzip|Decompress)\w{0,20})$/,
    starts: /^(?:child_process\.)?(?:spawn|exec|execFile|fork)(?:Sync)?$/,
    ties: /\.pipe$/,
    installs: /(?:^|\/)(?:(?:pre|post)?install|postinstall\w{0,20})\.[cm]?[jt]s$/i,
  },
  python: {
    prefix: 'py',
    senders:
      /^(?:(?:requests|httpx)\.(?:get|post|put|patch|delete|head|request|stream)|urllib\.request\.(?:urlopen|Request|urlretrieve)|urllib2\.urlopen|urlopen|urllib3\.request|aiohttp\.request)$/,
    methods: /\.(?:send|sendall|sendto|request|post|put|patch|get|putrequest|sendmail|urlopen|storbinary|storlines)$/,
    opens:
      /^(?:socket\.(?:socket|create_connection)|http\.client\.HTTPS?Connection|requests\.(?:Session|session)|httpx\.(?:Async)?Client|aiohttp\.ClientSession|smtplib\.SMTP(?:_SSL)?|ftplib\.FTP(?:_TLS)?|urllib3\.PoolManager)$/,
    hint: /\b(?:requests|httpx|urllib\w?|urlopen|aiohttp|socket|http|smtplib|ftplib|dns)\b/,
    lookups: /^(?:socket\.(?:gethostbyname\w{0,5}|getaddrinfo)|dns\.resolver\.\w{1,20})$/,
    readsFile: /(?:^|\.)(?:open|read_text|read_bytes|check_output|expanduser)$/,
    decodes:
      /^(?:base64\.\w{0,12}decode\w{0,9}|binascii\.(?:unhexlify|a2b_\w{1,9})|bytes\.fromhex|codecs\.decode|zlib\.decompress|gzip\.decompress|lzma\.decompress|marshal\.loads)$/,
    starts:
      /^(?:subprocess\.(?:run|call|Popen|check_call|check_output)|pty\.spawn|os\.(?:system|popen|exec\w{1,3}|spawn\w{1,4}))$/,
    ties: /^os\.dup2$/,
    installs: /(?:^|\/)setup\.py$/,
  },
  go: {
    prefix: 'go',
    senders: /^(?:http\.(?:Get|Post|PostForm|NewRequest(?:WithContext)?))$/,
    methods: /\.(?:Post|Get|Do|PostForm|Write|WriteString)$|^fmt\.Fprint(?:f|ln)?$|^io\.(?:WriteString|Copy)$/,
    opens: /^(?:net|tls)\.Dial\w{0,9}$/,
    hint: /\b(?:http|net|tls)\./,
    lookups: /^net\.(?:Lookup\w{1,9}|DefaultResolver\.Lookup\w{1,9})$/,
    readsFile: /^(?:os\.(?:ReadFile|Open)|ioutil\.ReadFile)$/,
    decodes: /^(?:base64|hex)\.(?:\w{1,20}\.)?Decode\w{0,9}$/,
    starts: /^exec\.Command(?:Context)?$/,
    ties: /\.(?:Stdin|Stdout|Stderr)$/,
    installs: NEVER,
  },
  ruby: {
    prefix: 'rb',
    senders:
      /^(?:Net\.HTTP\.(?:get\w{0,9}|post\w{0,9}|start|new)|Net\.HTTP\.\w{1,9}\.new|HTTParty\.\w{1,9}|Faraday\.\w{1,9}|RestClient\.\w{1,9}|Excon\.\w{1,9}|HTTP\.\w{1,9}|Typhoeus\.\w{1,9}|URI\.open|OpenURI\.open_uri)$/,
    methods: /\.(?:request|post|put|get|puts|write|print|send|sendmsg|body=)$/,
    opens: /^(?:TCPSocket|UDPSocket|OpenSSL\.SSL\.SSLSocket|Socket|Net\.HTTP|Faraday)\.(?:new|open|tcp|start)$/,
    hint: /Net::HTTP|HTTParty|Faraday|RestClient|Excon|\bHTTP\.|Typhoeus|URI\.open|TCPSocket|UDPSocket|Socket|Resolv/,
    lookups: /^(?:Resolv\.\w{1,20}|IPSocket\.getaddress|Addrinfo\.getaddrinfo|Socket\.getaddrinfo)$/,
    readsFile: /^(?:File|IO)\.(?:read|binread|readlines|open)$/,
    decodes: /^(?:Base64\.\w{0,15}decode64|Zlib\.\w{1,20}\.\w{1,9})$|\.(?:unpack1?|decode64)$/,
    starts: /^(?:Kernel\.)?(?:system|exec|spawn)$|^(?:IO|Open3|Process|PTY)\.\w{1,20}$/,
    ties: /^\$?(?:stdin|stdout|stderr|STDIN|STDOUT|STDERR)\.reopen$/,
    installs: /(?:^|\/)extconf\.rb$/,
  },
  php: {
    prefix: 'php',
    senders:
      /^(?:curl_setopt(?:_array)?|curl_init|file_get_contents|fopen|stream_context_create|mail|wp_remote_\w{1,9}|Http\.\w{1,9})$/,
    methods: /\.(?:post|put|get|request|send)$|^(?:fwrite|fputs|socket_write|socket_send)$/,
    opens: /^(?:fsockopen|pfsockopen|stream_socket_client|socket_create|new (?:Client|GuzzleHttp\.Client))$/,
    hint: /\b(?:curl_\w{1,20}|file_get_contents|fopen|stream_\w{1,20}|f?sockopen|pfsockopen|socket_\w{1,9}|mail|wp_remote_\w{1,9}|Http|Guzzle\w{0,9}|Client)\b/,
    lookups: /^(?:gethostbyname|dns_get_record|checkdnsrr|dns_check_record)$/,
    readsFile: /^(?:file_get_contents|file|fopen|readfile)$/,
    decodes: /^(?:base64_decode|gzinflate|gzuncompress|gzdecode|str_rot13|hex2bin|convert_uudecode)$/,
    starts: /^(?:exec|shell_exec|system|passthru|popen|proc_open)$/,
    ties: /^proc_open$/,
    installs: NEVER,
  },
  java: {
    prefix: 'java',
    senders:
      /(?:^|\.)(?:POST|PUT|BodyPublishers\.of\w{1,12}|postForObject|postForEntity|exchange|HttpRequest\.newBuilder|uri|getForObject|RequestBody\.create)$|^new (?:URL|HttpGet|HttpPost|StringEntity)$|^(?:URI\.create)$/,
    methods: /\.(?:write|writeBytes|println|print|send)$/,
    opens: /^new Socket$|\.(?:openConnection|getOutputStream)$/,
    hint: /\b(?:HttpRequest|HttpClient|URL|URI|Socket|RestTemplate|WebClient|OkHttpClient|HttpPost|HttpGet|InetAddress|openConnection)\b/,
    lookups: /^(?:[\w.]{1,40}\.)?InetAddress\.get(?:All)?ByName$/,
    readsFile: /^(?:Files\.(?:read\w{1,12}|lines|newBufferedReader)|new (?:FileReader|FileInputStream|Scanner))$/,
    decodes: /\.decode$|^DatatypeConverter\.parse\w{1,20}$/,
    starts: /\.exec$|^new ProcessBuilder$|\.start$/,
    ties: NEVER,
    installs: NEVER,
  },
  csharp: {
    prefix: 'cs',
    senders:
      /(?:^|\.)(?:PostAsync|PostAsJsonAsync|PutAsync|GetAsync|GetStringAsync|SendAsync|UploadString\w{0,12}|UploadData\w{0,12}|DownloadString\w{0,12})$|^new (?:StringContent|FormUrlEncodedContent|HttpRequestMessage)$/,
    methods: /\.(?:Write|WriteLine|WriteAsync|Send)$/,
    opens: /^new (?:TcpClient|Socket)$|\.GetStream$/,
    hint: /\b(?:HttpClient|WebClient|HttpRequestMessage|StringContent|TcpClient|Socket|Dns|PostAsync|GetAsync|PostAsJsonAsync|UploadString)\b/,
    lookups: /^(?:System\.Net\.)?Dns\.Get\w{1,20}$/,
    readsFile: /^(?:System\.IO\.)?File\.(?:Read\w{1,12}|Open\w{0,9})$/,
    decodes: /^(?:System\.)?Convert\.From(?:Base64|Hex)String$/,
    starts: /^(?:System\.Diagnostics\.)?Process\.Start$|^new (?:Process|ProcessStartInfo)$/,
    ties: NEVER,
    installs: NEVER,
  },
  kotlin: {
    prefix: 'kt',
    senders:
      /(?:^|\.)(?:POST|PUT|BodyPublishers\.of\w{1,12}|postForObject|postForEntity|exchange|uri|toRequestBody|setBody)$|^(?:new )?(?:URL|URI)$|(?:[cC]lient|[hH]ttp)\.(?:get|post|put|request)$/,
    methods: /\.(?:write|writeBytes|println|print|send)$/,
    opens: /^(?:new )?Socket$|\.(?:openConnection|getOutputStream)$/,
    hint: /\b(?:HttpRequest|HttpClient|URL|URI|Socket|RestTemplate|WebClient|OkHttpClient|InetAddress|openConnection|client|toRequestBody)\b/,
    lookups: /^(?:[\w.]{1,40}\.)?InetAddress\.get(?:All)?ByName$/,
    readsFile: /\.(?:readText|readLines|readBytes)$|^Files\.read\w{1,12}$/,
    decodes: /\.decode$/,
    starts: /\.exec$|^(?:new )?ProcessBuilder$|\.start$/,
    ties: NEVER,
    installs: NEVER,
  },
  rust: {
    prefix: 'rs',
    senders:
      /^(?:reqwest\.(?:blocking\.)?(?:get|Client\.\w{1,9})|ureq\.(?:get|post|put)|surf\.\w{1,9}|isahc\.\w{1,9})$|\.(?:body|json|form|send_string|send_json|send_form|post|get|put|query)$/,
    methods: /\.(?:write|write_all|write_fmt)$/,
    opens: /(?:^|\.)TcpStream\.connect$/,
    hint: /\b(?:reqwest|ureq|surf|isahc|hyper|TcpStream|ToSocketAddrs)\b/,
    lookups: /\.to_socket_addrs$/,
    readsFile: /(?:^|\.)fs\.read(?:_to_string)?$|(?:^|\.)File\.open$/,
    decodes: /\.decode$/,
    starts: /(?:^|\.)Command\.new$/,
    ties: /\.(?:stdin|stdout|stderr)$/,
    installs: /(?:^|\/)build\.rs$/,
  },
} as const satisfies Readonly<Record<string, HostileLanguage>>;
