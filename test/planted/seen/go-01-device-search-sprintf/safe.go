package api

import (
	"database/sql"
	"encoding/json"
	"net/http"
)

type Device struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Site string `json:"site"`
}

type DeviceHandler struct {
	DB *sql.DB
}

func (h *DeviceHandler) List(w http.ResponseWriter, r *http.Request) {
	query := "SELECT id, name, site FROM devices"
	site := r.URL.Query().Get("site")
	var args []any
	if site != "" {
		query += " WHERE site = $1"
		args = append(args, site)
	}
	rows, err := h.DB.QueryContext(r.Context(), query+" ORDER BY name", args...)
	if err != nil {
		http.Error(w, "query failed", http.StatusInternalServerError)
		return
	}
	defer rows.Close()

	devices := []Device{}
	for rows.Next() {
		var d Device
		if err := rows.Scan(&d.ID, &d.Name, &d.Site); err != nil {
			http.Error(w, "scan failed", http.StatusInternalServerError)
			return
		}
		devices = append(devices, d)
	}
	if err := rows.Err(); err != nil {
		http.Error(w, "query failed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(devices)
}
