package auth

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

type Sessions interface {
	Exchange(code string) (token string, err error)
}

type CallbackHandler struct {
	Sessions Sessions
}

func landing(*gin.Context) string {
	return "/projects"
}

func (h *CallbackHandler) Handle(c *gin.Context) {
	token, err := h.Sessions.Exchange(c.Query("code"))
	if err != nil {
		c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "sign-in failed"})
		return
	}
	c.SetSameSite(http.SameSiteLaxMode)
	c.SetCookie("session", token, 8*3600, "/", "", true, true)
	c.Redirect(http.StatusFound, landing(c))
}
