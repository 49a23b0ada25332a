// Generated from schemas/*.avsc by schemas/generate.ts. Do not edit.
export {};
//# sourceMappingURL=types.js.map