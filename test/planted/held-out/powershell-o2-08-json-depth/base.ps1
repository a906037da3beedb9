[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [ValidatePattern('^[A-Za-z]+(:[A-Za-z]+)*$')]
    [string] $Name,

    [Parameter(Mandatory)]
    [string] $Value
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$settings = Get-Content -LiteralPath $Path -Raw | ConvertFrom-Json

$section = $settings
$steps = $Name -split ':'
foreach ($step in $steps | Select-Object -SkipLast 1) {
    $section = $section.$step
}
$last = $steps[-1]
if ($section.$last -eq $Value) {
    Write-Verbose "$Name is $Value already"
    return
}
$section.$last = $Value

Write-Output $settings
