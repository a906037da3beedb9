package com.acme.billing.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    @GetMapping("/download")
    public ResponseEntity<Resource> download(@RequestParam("file") String file) throws IOException {
        Path target = ARCHIVE.resolve(file).normalize();
        if (!target.startsWith(ARCHIVE) || !Files.isRegularFile(target)) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .contentLength(Files.size(target))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"invoice.pdf\"")
                .body(new FileSystemResource(target));
    }
}
