namespace Acme.Directory.Models;

public sealed class Person
{
    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public string DisplayName => $"{GivenName} {FamilyName}";

    public override string ToString() => DisplayName;
}
