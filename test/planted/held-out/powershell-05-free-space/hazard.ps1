<#
.SYNOPSIS
    Ends with 2 if a volume has less room than it should.
#>
param(
    [string[]] $ComputerName = @('build01', 'build02', 'nas01'),
    [int] $MinimumGigabytes = 40
)

$low = @()
foreach ($computer in $ComputerName) {
    $disks = Get-CimInstance -ClassName Win32_LogicalDisk -ComputerName $computer -Filter 'DriveType = 3'
    foreach ($disk in $disks) {
        $free = [math]::Round($disk.FreeSpace / 1GB)
        if ($MinimumGigabytes > $free) {
            $low += "$computer $($disk.DeviceID) $free GB"
        }
    }
}

if ($low.Count -gt 0) {
    $low | ForEach-Object { Write-Warning $_ }
    exit 2
}
Write-Output 'Enough room everywhere.'
