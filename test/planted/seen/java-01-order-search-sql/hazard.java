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

    /** Orders of one customer, newest first; {@code status} is the raw query parameter and may be null. */
    public List<OrderSummary> findForCustomer(long customerId, String status) {
        StringBuilder sql = new StringBuilder(
                "select id, status, total_cents from orders where customer_id = ?");
        List<Object> args = new ArrayList<>();
        args.add(customerId);
        if (status != null && !status.isBlank()) {
            sql.append(" and status = '").append(status).append("'");
        }
        sql.append(" order by id desc limit 200");
        return jdbc.query(
                sql.toString(),
                (rs, n) -> new OrderSummary(rs.getLong("id"), rs.getString("status"), rs.getLong("total_cents")),
                args.toArray());
    }

    public record OrderSummary(long id, String status, long totalCents) {}
}
