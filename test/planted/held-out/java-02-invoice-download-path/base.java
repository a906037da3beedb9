package com.acme.billing.web;

import java.nio.file.Path;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/invoices")
@PreAuthorize("hasRole('ACCOUNTING')")
public class InvoiceController {

    private static final Path ARCHIVE = Path.of("/srv/billing/invoices");

    @GetMapping(path = "/location", produces = MediaType.TEXT_PLAIN_VALUE)
    public ResponseEntity<String> location() {
        return ResponseEntity.ok(ARCHIVE.getFileName().toString());
    }
}
