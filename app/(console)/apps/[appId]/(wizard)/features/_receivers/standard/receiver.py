import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

secret_token = os.environ["SECRET_TOKEN"]

def sign(data):
    return hmac.new(secret_token.encode(), data, hashlib.sha256)

def is_fresh(timestamp):
    return timestamp.isdigit() and abs(time.time() - int(timestamp)) < 300

def is_same(given, expected):
    return hmac.compare_digest(given.encode(), expected.encode())

# `body` is the request body as received: parsed and serialized again, it may differ.
def is_genuine(headers, body):
    timestamp = headers.get("webhook-timestamp", "")
    signed = sign(f"{headers.get('webhook-id')}.{timestamp}.".encode() + body)
    expected = "v1," + base64.b64encode(signed.digest()).decode()
    # During a rotation there are two signatures, with the current and the previous token.
    given = headers.get("webhook-signature", "").split(" ")
    return is_fresh(timestamp) and any(is_same(one, expected) for one in given)

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not is_genuine(self.headers, body):
            return self.answer(401)
        notification = json.loads(body)
        if notification["event"] == "endpoint.url_validation":
            plain = notification["payload"]["plainToken"]
            encrypted = sign(plain.encode()).hexdigest()
            return self.answer(200, {"plainToken": plain, "encryptedToken": encrypted})
        self.answer(200, {})  # Respond first: an attempt times out after 3 seconds.
        print(notification["event"], notification["payload"], flush=True)

    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

HTTPServer(("127.0.0.1", 8787), Receiver).serve_forever()
