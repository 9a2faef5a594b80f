// Request headers through which the server tells Next's code what it found out; the gate removes them from every
// client's request and writes its own.

export const addressHeader = "x-patchbay-address";
export const pathHeader = "x-patchbay-path";
export const requestIdHeader = "x-patchbay-request-id";
