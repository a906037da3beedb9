package bundle

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
)

const maxEntrySize = 64 << 20

// Extract unpacks an uploaded bundle below dest.
func Extract(archive, dest string) error {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	defer reader.Close()

	for _, entry := range reader.File {
		if entry.FileInfo().IsDir() {
			continue
		}
		target := filepath.Join(dest, filepath.Base(entry.Name))
		if err := writeEntry(entry, target); err != nil {
			return err
		}
	}
	return nil
}

func writeEntry(entry *zip.File, target string) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o750); err != nil {
		return err
	}
	src, err := entry.Open()
	if err != nil {
		return err
	}
	defer src.Close()

	dst, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	if _, err := io.Copy(dst, io.LimitReader(src, maxEntrySize)); err != nil {
		_ = dst.Close()
		return err
	}
	return dst.Close()
}
