export {};
//# sourceMappingURL=tab.js.map