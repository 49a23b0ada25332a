export const commands = {
    demo: async () => (await import('./pipeline/commands.js')).demo,
    run: async () => (await import('./pipeline/commands.js')).run,
    import: async () => (await import('./import.js')).importToLog,
    query: async () => {
        const [{ queryCommand }, parts] = await Promise.all([import('./query.js'), import('./warehouse-file.js')]);
        return queryCommand({ sink: parts.SINK, open: parts.openForReading });
    },
    replay: async () => (await import('./pipeline/commands.js')).replay,
    audit: async () => (await import('./audit.js')).audit,
    doctor: async () => {
        const [{ doctorCommand }, { checkUpstreams }, { checkWarehouse }] = await Promise.all([
            import('./doctor.js'),
            import('./checks/upstreams.js'),
            import('./warehouse-file.js'),
        ]);
        return doctorCommand({ checkUpstreams, checkWarehouse });
    },
    stack: async () => (await import('./stack.js')).stack,
    sandbox: async () => (await import('./sandbox.js')).sandbox,
};
//# sourceMappingURL=commands.js.map