using System.Text.Encodings.Web;
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

            var name = HtmlEncoder.Default.Encode(list ?? "our newsletter");
            var html = $"<!doctype html><title>Unsubscribed</title><p>You will no longer receive <b>{name}</b>.</p>";
            return Results.Content(html, "text/html; charset=utf-8");
        });
        return app;
    }
}
