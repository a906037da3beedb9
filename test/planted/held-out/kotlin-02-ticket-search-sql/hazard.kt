package com.acme.support

import javax.sql.DataSource

data class Ticket(val id: Long, val subject: String)

class TicketRepository(private val dataSource: DataSource) {

    fun open(limit: Int): List<Ticket> =
        dataSource.connection.use { connection ->
            connection.prepareStatement("select id, subject from tickets where closed_at is null limit ?").use { st ->
                st.setInt(1, limit)
                st.executeQuery().use { rs ->
                    buildList { while (rs.next()) add(Ticket(rs.getLong(1), rs.getString(2))) }
                }
            }
        }

    fun search(text: String, limit: Int): List<Ticket> =
        dataSource.connection.use { connection ->
            val sql = "select id, subject from tickets where subject ilike '%$text%' limit ?"
            connection.prepareStatement(sql).use { st ->
                st.setInt(1, limit)
                st.executeQuery().use { rs ->
                    buildList { while (rs.next()) add(Ticket(rs.getLong(1), rs.getString(2))) }
                }
            }
        }
}
