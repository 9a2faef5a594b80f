package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"
)

var secretToken = os.Getenv("SECRET_TOKEN")

func sign(text string) []byte {
	mac := hmac.New(sha256.New, []byte(secretToken))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

func isFresh(timestamp string) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	age := time.Since(time.Unix(seconds, 0))
	return err == nil && age < 5*time.Minute && age > -5*time.Minute
}

func isSame(given, expected string) bool {
	return hmac.Equal([]byte(given), []byte(expected))
}

// body is the request body as received: parsed and serialized again, it may differ.
func isGenuine(header http.Header, body []byte) bool {
	timestamp := header.Get("X-Zm-Request-Timestamp")
	signed := sign("v0:" + timestamp + ":" + string(body))
	expected := "v0=" + hex.EncodeToString(signed)
	return isFresh(timestamp) && isSame(header.Get("X-Zm-Signature"), expected)
}

func receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || !isGenuine(r.Header, body) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var notification struct {
		Event   string         `json:"event"`
		Payload map[string]any `json:"payload"`
	}
	if json.Unmarshal(body, &notification) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if notification.Event == "endpoint.url_validation" {
		plain, _ := notification.Payload["plainToken"].(string)
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]string{
			"plainToken":     plain,
			"encryptedToken": hex.EncodeToString(sign(plain)),
		})
		return
	}
	w.WriteHeader(http.StatusNoContent) // Respond within 3 seconds; long work belongs elsewhere.
	log.Println(notification.Event, notification.Payload)
}

func main() {
	http.HandleFunc("/", receive)
	log.Fatal(http.ListenAndServe("127.0.0.1:8787", nil))
}
