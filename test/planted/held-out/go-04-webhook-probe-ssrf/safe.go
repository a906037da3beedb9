package webhooks

import (
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

var client = &http.Client{
	Timeout: 5 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}

var receivers = map[string]bool{
	"hooks.slack.com":    true,
	"discord.com":        true,
	"outlook.office.com": true,
}

// Probe calls a webhook address once and reports its status.
func Probe(w http.ResponseWriter, r *http.Request) {
	target := r.PostFormValue("target")
	parsed, err := url.Parse(target)
	if err != nil || parsed.Scheme != "https" || !receivers[parsed.Host] {
		http.Error(w, "target is not supported", http.StatusBadRequest)
		return
	}
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, parsed.String(), nil)
	if err != nil {
		http.Error(w, "target is not a URL", http.StatusBadRequest)
		return
	}
	resp, err := client.Do(req)
	if err != nil {
		http.Error(w, "target does not answer", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()

	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]int{"status": resp.StatusCode})
}
