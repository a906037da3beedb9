package com.acme.domains

import java.util.concurrent.TimeUnit

class DnsCheck(private val resolver: String) {

    private val domainPattern = Regex("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}")

    fun resolverName(): String = resolver

    /** TXT records of the domain a customer typed into the "verify ownership" form. */
    fun txtRecords(domain: String): List<String> {
        require(domainPattern.matches(domain)) { "not a domain name" }
        val process = ProcessBuilder("dig", "@$resolver", "+short", "TXT", domain)
            .redirectErrorStream(false)
            .start()
        val lines = process.inputStream.bufferedReader().use { it.readLines() }
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly()
        }
        return lines.distinct().sorted().map { it.trim('"') }
    }
}
