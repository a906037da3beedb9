package com.acme.domains

import java.util.concurrent.TimeUnit

class DnsCheck(private val resolver: String) {

    fun resolverName(): String = resolver

    /** TXT records of the domain a customer typed into the "verify ownership" form. */
    fun txtRecords(domain: String): List<String> {
        val process = ProcessBuilder("sh", "-c", "dig @$resolver +short TXT $domain | sort -u")
            .redirectErrorStream(false)
            .start()
        val lines = process.inputStream.bufferedReader().use { it.readLines() }
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly()
        }
        return lines.map { it.trim('"') }
    }
}
