import pino from "pino";

/** Structured JSON logs on standard output. Nothing secret is ever passed to it; the paths below are a second net. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  redact: [
    "password",
    "*.password",
    "secret",
    "*.secret",
    "token",
    "*.token",
    "authorization",
    "*.authorization",
    "cookie",
    "*.cookie",
  ],
});
