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

$packages = Get-ChildItem -Path $Folder -Filter '*.nupkg' -Recurse
foreach ($package in $packages) {
    if ($SkipSymbols -and $package.Name -like '*.symbols.nupkg') {
        continue
    }
    Push-One $package.FullName
}

Write-Output "published to $Feed"
