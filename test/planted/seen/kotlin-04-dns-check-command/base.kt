package com.acme.domains

import java.util.concurrent.TimeUnit

class DnsCheck(private val resolver: String) {

    fun resolverName(): String = resolver
}
