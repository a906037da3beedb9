[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Source,

    [Parameter(Mandatory)]
    [string] $Archive,

    [int] $OlderThanDays = 30
)

$limit = (Get-Date).AddDays(-$OlderThanDays)
$old = Get-ChildItem -LiteralPath $Source -Filter '*.log' -File |
    Where-Object { $_.LastWriteTime -lt $limit }

$failed = 0
foreach ($log in $old) {
    if (-not $PSCmdlet.ShouldProcess($log.FullName, 'Archive')) {
        continue
    }
    Move-Item -LiteralPath $log.FullName -Destination $Archive
}

Write-Output "$(@($old).Count) logs, $failed failed"
exit [int]($failed -gt 0)
