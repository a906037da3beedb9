[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Database,

    [string] $ExtraOptions,

    [string] $Target = 'D:\Backups'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$stamp = Get-Date -Format 'yyyyMMdd-HHmmss'
$file = Join-Path $Target "$Database-$stamp.dump"

if (-not (Test-Path -LiteralPath $Target)) {
    New-Item -ItemType Directory -Path $Target | Out-Null
}

Write-Verbose "Dumping $Database to $file"
$command = "pg_dump --format=custom --file=`"$file`" $ExtraOptions `"$Database`""
Invoke-Expression $command
if ($LASTEXITCODE -ne 0) {
    throw "pg_dump ended with $LASTEXITCODE"
}

Get-ChildItem -LiteralPath $Target -Filter "*.dump" |
    Where-Object LastWriteTime -lt (Get-Date).AddDays(-14) |
    Remove-Item -Force

[pscustomobject]@{
    Database = $Database
    File     = $file
    Bytes    = (Get-Item -LiteralPath $file).Length
}
