/** What is to be closed, last opened first. Every part gets its turn, whatever the others do. */
export class Closing {
    #parts = [];
    add(part) {
        this.#parts.push(part);
    }
    /** Rejects with the first failure, after all have had their turn. */
    async run() {
        const failures = [];
        for (const part of this.#parts.splice(0).reverse()) {
            try {
                await part();
            }
            catch (error) {
                failures.push(error);
            }
        }
        if (failures.length > 0)
            throw failures[0];
    }
}
//# sourceMappingURL=closing.js.map