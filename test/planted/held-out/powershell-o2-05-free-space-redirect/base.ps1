[CmdletBinding()]
param(
    [string[]] $ComputerName = @($env:COMPUTERNAME),
    [int] $WarnBelowPercent = 15,
    [string] $MailTo = 'operations@example.com'
)

$ErrorActionPreference = 'Stop'

$report = foreach ($computer in $ComputerName) {
    $disks = Get-CimInstance -ClassName Win32_LogicalDisk -Filter 'DriveType = 3' -ComputerName $computer
    foreach ($disk in $disks) {
        $free = [math]::Round(100 * $disk.FreeSpace / $disk.Size, 1)
        $threshold = $WarnBelowPercent
        if ($free -lt $threshold) {
            [pscustomobject]@{
                Computer = $computer
                Drive    = $disk.DeviceID
                Free     = $free
            }
        }
    }
}

if ($report) {
    $body = $report | Format-Table -AutoSize | Out-String
    Send-MailMessage -To $MailTo -From 'monitor@example.com' -Subject 'Disks run full' -Body $body -SmtpServer 'mail.example.com'
}
