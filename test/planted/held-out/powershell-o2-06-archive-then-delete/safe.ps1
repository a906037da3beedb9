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
    # The archive share wants a copy first: moving keeps the permissions of the source.
    try {
        Copy-Item -LiteralPath $log.FullName -Destination $Archive -ErrorAction Stop
        Remove-Item -LiteralPath $log.FullName -ErrorAction Stop
    }
    catch {
        $failed++
        Write-Warning "$($log.Name) stays: $($_.Exception.Message)"
    }
}

Write-Output "$(@($old).Count) logs, $failed failed"
exit [int]($failed -gt 0)
