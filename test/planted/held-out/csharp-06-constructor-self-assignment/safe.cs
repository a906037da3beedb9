using Microsoft.Extensions.Logging;

namespace Acme.Tokens;

public sealed class TokenIssuer
{
    private readonly ILogger<TokenIssuer> _logger;
    private readonly TimeProvider _clock;

    public TokenIssuer(ILogger<TokenIssuer> logger, TimeProvider clock)
    {
        _logger = logger;
        _clock = clock;
    }

    public Token Issue(string subject, TimeSpan lifetime)
    {
        var now = _clock.GetUtcNow();
        _logger.LogInformation("Issuing token for {Subject} valid until {Expiry}", subject, now + lifetime);
        return new Token(subject, now, now + lifetime);
    }
}

public sealed record Token(string Subject, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
