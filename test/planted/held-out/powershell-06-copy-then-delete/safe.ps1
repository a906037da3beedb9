param(
    [Parameter(Mandatory)] [string] $Source,
    [Parameter(Mandatory)] [string] $Destination,
    [int] $OlderThanDays = 90
)

$limit = (Get-Date).AddDays(-$OlderThanDays)
$archives = Get-ChildItem -LiteralPath $Source -Filter '*.zip' | Where-Object LastWriteTime -LT $limit

foreach ($archive in $archives) {
    try {
        Copy-Item -LiteralPath $archive.FullName -Destination $Destination -ErrorAction Stop
        $copy = Get-Item -LiteralPath (Join-Path $Destination $archive.Name) -ErrorAction Stop
        if ($copy.Length -ne $archive.Length) {
            throw 'the copy is incomplete'
        }
        Remove-Item -LiteralPath $archive.FullName -Force -ErrorAction Stop
        Write-Output "moved $($archive.Name)"
    }
    catch {
        Write-Warning "$($archive.Name) stays where it is: $_"
    }
}
