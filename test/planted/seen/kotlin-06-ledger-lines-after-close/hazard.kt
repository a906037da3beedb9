package com.acme.ledger

import java.nio.file.Files
import java.nio.file.Path

class LedgerFile(private val path: Path) {

    // Ledgers of big tenants are too large to keep every comment line in memory.
    fun entries(): Sequence<String> =
        Files.newBufferedReader(path).use { reader ->
            reader.lineSequence().filter { it.isNotBlank() && !it.startsWith("#") }
        }

    fun count(): Int = entries().count()
}
