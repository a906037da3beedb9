package com.acme.orders.repository;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class OrderSearchRepository {

    private final JdbcTemplate jdbc;

    public OrderSearchRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public List<OrderSummary> findForCustomer(long customerId) {
        return jdbc.query(
                "select id, status, total_cents from orders where customer_id = ? order by id desc limit 200",
                (rs, n) -> new OrderSummary(rs.getLong("id"), rs.getString("status"), rs.getLong("total_cents")),
                customerId);
    }

    public record OrderSummary(long id, String status, long totalCents) {}
}
