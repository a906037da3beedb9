/** Words before a name that declare nothing. */
const NO_TYPE =
  /^\s*(?:return|new|throw|throws|raise|await|yield|else|case|goto|import|from|using|use|package|delete|typeof|in|not|and|or|if|while|assert|echo|print|del|require|include|export\s+\*)\b/;
const KEYWORD =
  /(?:^|[\s(<,])(?:function\*?|def|fn|func|fun|class|interface|struct|enum|trait|record|object|module|namespace|const|let|var|val|type)\s{1,20}(?:\([^()]{0,100}\)\s{0,20})?(?:self\.)?\$?$/;
const TYPED = /^\s*(?:[\w<>[\],.?&*@|\\]{1,80}\s+){1,6}[*&$]{0,2}$/;
const PARAMETER = /[(,]\s*(?:final\s+|readonly\s+)?[\w<>[\].?|\\]{1,80}\s+[*&]{0,2}\$?$/;
const FUNCTION = /\b(?:function|def|fn|func|fun)\b[^()]{0,200}\([^()]{0,300}$/;

/** Whether a line of code declares the name that stands there: a function, a class, a variable, a parameter. */
export function isDeclared(line: string, start: number, end: number): boolean {
  const [before, after] = [line.slice(0, start).slice(-400), line.slice(end)];
  if (KEYWORD.test(before)) return true;
  if (/^\s*(?:self\.|this\.|@{1,2}|\$)?$/.test(before)) return /^\s*(?::[^=]{1,60})?(?::=|=(?![=>~]))/.test(after);
  if (FUNCTION.test(before)) return /(?:[(,]\s*|\s)[*&$]{0,2}$/.test(before) && /^\s*[,):=?]/.test(after);
  if (PARAMETER.test(before) && /^\s*[,)=]/.test(after)) return true;
  return TYPED.test(before) && !NO_TYPE.test(before) && /^\s*(?:=(?![=>~])|;|\(|\{|$)/.test(after);
}
