function Get-FleetCheck {
    [CmdletBinding()]
    param([uri] $Service = 'https://fleet.example.org/api/checks')

    Invoke-RestMethod -Uri $Service -Headers @{ Accept = 'application/json' }
}

function Invoke-FleetCheck {
    [CmdletBinding()]
    param([Parameter(Mandatory, ValueFromPipeline)] $Check)

    process {
        $service = Get-Service -Name $Check.service -ErrorAction SilentlyContinue
        $passed = switch ($Check.condition) {
            'running' { $service.Status -eq 'Running' }
            'stopped' { $service.Status -eq 'Stopped' }
            'absent' { $null -eq $service }
            default { $false }
        }
        [pscustomobject] @{
            Name   = $Check.name
            Passed = $passed
        }
    }
}

Export-ModuleMember -Function Get-FleetCheck, Invoke-FleetCheck
