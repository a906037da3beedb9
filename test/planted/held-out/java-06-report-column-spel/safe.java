package com.acme.reports;

import java.util.List;
import java.util.Map;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.stereotype.Service;

@Service
public class ReportColumnService {

    private final ExpressionParser parser = new SpelExpressionParser();

    private static final Map<String, String> COLUMNS = Map.of(
            "customer", "customer.name",
            "margin", "(revenue - cost) / revenue");

    /** Renders one column; {@code column} is what the report designer put into the request. */
    public List<String> column(List<ReportRow> rows, String column) {
        String source = COLUMNS.get(column);
        if (source == null) {
            throw new IllegalArgumentException("unknown report column");
        }
        Expression expression = parser.parseExpression(source);
        return rows.stream()
                .map(row -> expression.getValue(new StandardEvaluationContext(row), String.class))
                .toList();
    }

    public record Customer(String name) {}

    public record ReportRow(Customer customer, double revenue, double cost) {}
}
