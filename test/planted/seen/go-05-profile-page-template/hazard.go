package web

import (
	"html/template"
	"log/slog"
	"net/http"
	"strings"
)

var profilePage = template.Must(template.New("profile").Parse(`
<main>
  <h1>{{ .Name }}</h1>
  <p>{{ .Bio }}</p>
</main>
`))

type profileView struct {
	Name string
	Bio  template.HTML
}

func lineBreaks(text string) template.HTML {
	return template.HTML(strings.ReplaceAll(text, "\n", "<br>"))
}

// PreviewProfile renders the submitted profile form before it is saved.
func PreviewProfile(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "form is not readable", http.StatusBadRequest)
		return
	}
	view := profileView{
		Name: r.PostForm.Get("name"),
		Bio:  lineBreaks(r.PostForm.Get("bio")),
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := profilePage.Execute(w, view); err != nil {
		slog.Error("profile preview", "err", err)
	}
}
