package com.acme.ledger

import java.nio.file.Files
import java.nio.file.Path

class LedgerFile(private val path: Path) {

    // Ledgers of big tenants are too large to keep every comment line in memory.
    fun <T> entries(block: (Sequence<String>) -> T): T =
        Files.newBufferedReader(path).use { reader ->
            block(reader.lineSequence().filter { it.isNotBlank() && !it.startsWith("#") })
        }

    fun count(): Int = entries { it.count() }
}
