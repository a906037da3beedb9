[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $PackagePath,
    [switch] $Force
)

$ErrorActionPreference = 'Stop'
$key = 'HKLM:\SOFTWARE\Courier\Agent'

$installed = (Get-ItemProperty -Path $key -Name Version -ErrorAction SilentlyContinue).Version
$offered = (Get-Content -LiteralPath (Join-Path $PackagePath 'version.txt') -Raw).Trim()

if ($installed -and -not $Force) {
    if ($offered -le $installed) {
        Write-Output "Agent $installed is up to date."
        exit 0
    }
}

$installer = Join-Path $PackagePath 'agent.msi'
$process = Start-Process -FilePath msiexec.exe -ArgumentList '/i', "`"$installer`"", '/qn' -Wait -PassThru
if ($process.ExitCode -notin 0, 3010) {
    throw "msiexec ended with $($process.ExitCode)"
}
Write-Output "Agent $offered instead of $installed."
