/** Numbers for names that come up again and again: venues, currencies. Never forgets one. */
export class Names {
    #ids = new Map();
    #names = [];
    idOf(name) {
        const known = this.#ids.get(name);
        if (known !== undefined)
            return known;
        this.#ids.set(name, this.#names.length);
        return this.#names.push(name) - 1;
    }
    nameOf(id) {
        return this.#names[id];
    }
}
//# sourceMappingURL=names.js.map