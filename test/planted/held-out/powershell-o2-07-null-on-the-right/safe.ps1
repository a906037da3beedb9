[CmdletBinding()]
param(
    [string] $Folder = './artifacts',
    [string] $Feed = 'https://packages.example.com/nuget/internal',
    [switch] $SkipSymbols
)

$ErrorActionPreference = 'Stop'

function Push-One([string] $File) {
    & dotnet nuget push $File --source $Feed --skip-duplicate
    if ($LASTEXITCODE -ne 0) {
        throw "pushing $File ended with $LASTEXITCODE"
    }
}

# What an earlier step could not sign stands in the list as an empty entry.
$packages = @(& "$PSScriptRoot/Get-SignedPackages.ps1" -Folder $Folder)
if ($null -eq $packages -or $packages.Count -eq 0) {
    throw "no signed packages in $Folder"
}
foreach ($package in $packages) {
    if ($SkipSymbols -and $package.Name -like '*.symbols.nupkg') {
        continue
    }
    if (-not $package) {
        Write-Warning 'a package was not signed'
        continue
    }
    Push-One $package.FullName
}

Write-Output "published to $Feed"
