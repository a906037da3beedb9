package com.acme.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

public final class InvoiceTotals {

    private InvoiceTotals() {}

    public static BigDecimal gross(List<Line> lines, BigDecimal vatRate) {
        BigDecimal net = BigDecimal.ZERO;
        for (Line line : lines) {
            net = net.add(line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())));
        }
        return net.multiply(BigDecimal.ONE.add(vatRate)).setScale(2, RoundingMode.HALF_UP);
    }

    public record Line(BigDecimal unitPrice, int quantity) {}
}
