import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { config } from "@/lib/config";

/**
 * Browser features no page uses; denied to injected scripts too. Not `bluetooth`: Chromium doesn't know it and warns in
 * its console on every page.
 */
const unusedFeatures = ["camera", "microphone", "geolocation", "payment", "usb", "serial", "midi"];

/** Sets the headers of every response to a browser, including a fresh nonce for the page's own scripts. */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"));
  // Next reads the nonce for its scripts from this request header.
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("permissions-policy", unusedFeatures.map((feature) => `${feature}=()`).join(", "));
  if (config().baseUrl.startsWith("https:")) response.setHeader("strict-transport-security", "max-age=31536000");
}

function contentSecurityPolicy(nonce: string): string {
  // The development server evaluates code in the browser.
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
