param(
    [Parameter(Mandatory)] [string] $Source,
    [Parameter(Mandatory)] [string] $Destination,
    [int] $OlderThanDays = 90
)

$limit = (Get-Date).AddDays(-$OlderThanDays)
$archives = Get-ChildItem -LiteralPath $Source -Filter '*.zip' | Where-Object LastWriteTime -LT $limit

foreach ($archive in $archives) {
    Write-Output "would move $($archive.Name)"
}
