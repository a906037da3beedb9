package web

import (
	"html/template"
	"log/slog"
	"net/http"
)

var profilePage = template.Must(template.New("profile").Parse(`
<main>
  <h1>{{ .Name }}</h1>
  <p>{{ .Bio }}</p>
</main>
`))

type profileView struct {
	Name string
	Bio  string
}

// PreviewProfile renders the submitted profile form before it is saved.
func PreviewProfile(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "form is not readable", http.StatusBadRequest)
		return
	}
	view := profileView{
		Name: r.PostForm.Get("name"),
		Bio:  r.PostForm.Get("bio"),
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := profilePage.Execute(w, view); err != nil {
		slog.Error("profile preview", "err", err)
	}
}
