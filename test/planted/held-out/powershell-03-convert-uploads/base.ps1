param(
    [string] $Inbox = 'D:\uploads',
    [string] $Outbox = 'D:\converted',
    [int] $Bitrate = 128
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$ffmpeg = Join-Path $PSScriptRoot 'bin\ffmpeg.exe'
$files = Get-ChildItem -Path $Inbox -Filter '*.wav' -File

foreach ($file in $files) {
    $target = Join-Path $Outbox ($file.BaseName + '.mp3')
    if (Test-Path -LiteralPath $target) {
        continue
    }
    & $ffmpeg -i $file.FullName -b:a "${Bitrate}k" $target
    if ($LASTEXITCODE -ne 0) {
        Write-Warning "$($file.Name) could not be converted"
        continue
    }
    Remove-Item -LiteralPath $file.FullName
}
