package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"
)

func expired(dir string, limit time.Time) ([]string, int64, error) {
	var names []string
	var size int64
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, 0, err
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			return nil, 0, err
		}
		if info.Mode().IsRegular() && info.ModTime().Before(limit) {
			names = append(names, filepath.Join(dir, entry.Name()))
			size += info.Size()
		}
	}
	return names, size, nil
}

func main() {
	dir := flag.String("dir", "/var/cache/builder", "directory to clean")
	age := flag.Duration("age", 72*time.Hour, "keep files younger than this")
	flag.Parse()

	names, size, err := expired(*dir, time.Now().Add(-*age))
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil {
			log.Printf("%s: %v", name, err)
		}
	}
	fmt.Printf("%s: %d files, %d bytes removed\n", len(names), size)
}
