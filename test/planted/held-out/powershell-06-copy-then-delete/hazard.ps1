param(
    [Parameter(Mandatory)] [string] $Source,
    [Parameter(Mandatory)] [string] $Destination,
    [int] $OlderThanDays = 90
)

$limit = (Get-Date).AddDays(-$OlderThanDays)
$archives = Get-ChildItem -LiteralPath $Source -Filter '*.zip' | Where-Object LastWriteTime -LT $limit

foreach ($archive in $archives) {
    try {
        Copy-Item -LiteralPath $archive.FullName -Destination $Destination
        Remove-Item -LiteralPath $archive.FullName -Force
        Write-Output "moved $($archive.Name)"
    }
    catch {
        Write-Warning "$($archive.Name) stays where it is: $_"
    }
}
