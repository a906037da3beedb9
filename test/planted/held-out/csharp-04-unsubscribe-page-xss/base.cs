using Acme.Mailing.Api.Subscriptions;

namespace Acme.Mailing.Api.Endpoints;

public static class UnsubscribeEndpoints
{
    public static IEndpointRouteBuilder MapUnsubscribe(this IEndpointRouteBuilder app)
    {
        app.MapGet("/unsubscribe/{token:guid}", async (Guid token, string? list, ISubscriptionStore store) =>
        {
            var removed = await store.RemoveAsync(token, list);
            if (!removed)
            {
                return Results.NotFound();
            }

            return Results.NoContent();
        });
        return app;
    }
}
