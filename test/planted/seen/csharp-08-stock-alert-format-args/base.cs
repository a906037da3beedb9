using System.Globalization;

namespace Acme.Warehouse.Alerts;

public static class StockAlertFormatter
{
    public static string Format(string sku, int onHand) =>
        string.Format(CultureInfo.InvariantCulture, "{0}: {1} left", sku, onHand);
}
