import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { config } from "@/lib/config";

/** What no page of ours uses, no script in it shall have either. */
const unusedFeatures = ["camera", "microphone", "geolocation", "payment", "usb", "serial", "bluetooth", "midi"];

/** Sets what every answer to a browser carries, whoever writes it, with a fresh nonce for the page's own scripts. */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"));
  // Next takes the nonce for its own scripts from the request's header of the same name.
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
  // The development server compiles in the browser.
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
