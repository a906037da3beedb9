package com.acme.reports;

import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class ReportColumnService {

    public List<String> customers(List<ReportRow> rows) {
        return rows.stream().map(r -> r.customer().name()).toList();
    }

    public record Customer(String name) {}

    public record ReportRow(Customer customer, double revenue, double cost) {}
}
