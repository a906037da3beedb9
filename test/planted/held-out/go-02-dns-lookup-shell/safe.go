package main

import (
	"context"
	"net/http"
	osexec "os/exec"
	"time"

	"github.com/gin-gonic/gin"
)

type lookupRequest struct {
	Host string `json:"host" binding:"required,max=253"`
	Type string `json:"type"`
}

var recordTypes = map[string]bool{"A": true, "AAAA": true, "MX": true, "TXT": true}

func lookup(c *gin.Context) {
	var req lookupRequest
	if err := c.ShouldBindJSON(&req); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": err.Error()})
		return
	}
	if req.Type == "" {
		req.Type = "A"
	}
	if !recordTypes[req.Type] {
		c.JSON(http.StatusBadRequest, gin.H{"error": "record type is not supported"})
		return
	}

	ctx, cancel := context.WithTimeout(c.Request.Context(), 5*time.Second)
	defer cancel()

	args := []string{"+short", "-t", req.Type, "-q", req.Host}
	out, err := osexec.CommandContext(ctx, "dig", args...).Output()
	if err != nil {
		c.JSON(http.StatusBadGateway, gin.H{"error": "lookup failed"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"answer": string(out)})
}

func main() {
	router := gin.Default()
	router.POST("/lookup", lookup)
	if err := router.Run("127.0.0.1:8081"); err != nil {
		panic(err)
	}
}
