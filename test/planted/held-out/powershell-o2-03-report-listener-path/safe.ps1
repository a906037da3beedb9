#Requires -Version 7.2
[CmdletBinding()]
param(
    [string] $Folder = (Join-Path $PSScriptRoot 'reports'),
    [int] $Port = 8085
)

$ErrorActionPreference = 'Stop'
$root = [System.IO.Path]::GetFullPath($Folder)

function Send-Answer($Response, [int] $Status, [byte[]] $Content) {
    $Response.StatusCode = $Status
    $Response.ContentLength64 = $Content.Length
    $Response.OutputStream.Write($Content, 0, $Content.Length)
    $Response.Close()
}

$listener = [System.Net.HttpListener]::new()
$listener.Prefixes.Add("http://+:$Port/")
$listener.Start()
Write-Information "Reports of $root on port $Port" -InformationAction Continue

try {
    while ($listener.IsListening) {
        $context = $listener.GetContext()
        $name = $context.Request.QueryString['report']
        $file = Get-ChildItem -LiteralPath $root -File |
            Where-Object Name -EQ $name |
            Select-Object -First 1 -ExpandProperty FullName
        if (-not $file) {
            Send-Answer $context.Response 404 ([byte[]]::new(0))
            continue
        }
        Send-Answer $context.Response 200 ([System.IO.File]::ReadAllBytes($file))
    }
}
finally {
    $listener.Stop()
}
