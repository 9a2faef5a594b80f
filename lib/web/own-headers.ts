// Request headers in which the server passes its findings to Next's code. The gate removes them from every client
// request and writes its own.

export const addressHeader = "x-patchbay-address";
export const pathHeader = "x-patchbay-path";
export const requestIdHeader = "x-patchbay-request-id";
