package com.acme.ledger

import java.nio.file.Files
import java.nio.file.Path

class LedgerFile(private val path: Path) {

    fun entries(): List<String> =
        Files.readAllLines(path).filter { it.isNotBlank() && !it.startsWith("#") }

    fun count(): Int = entries().count()
}
