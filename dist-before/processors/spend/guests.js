import { NONE } from './records.js';
/** The names of the guests of one partition, and of those who pay for them. A guest's number is given from outside. */
export class Guests {
    #numbers = new Map();
    #ids = [];
    /** The member that nearly always pays, and the others of those guests who have some. */
    #member = [];
    #others = new Map();
    get count() {
        return this.#numbers.size;
    }
    /** NONE where there is no such guest. */
    find(guest_id) {
        return this.#numbers.get(guest_id) ?? NONE;
    }
    add(guest, guest_id) {
        this.#numbers.set(guest_id, guest);
        this.#ids[guest] = guest_id;
        this.#member[guest] = '';
    }
    forget(guest) {
        this.#numbers.delete(this.#ids[guest]);
        this.#ids[guest] = '';
        this.#member[guest] = '';
        this.#others.delete(guest);
    }
    idOf(guest) {
        return this.#ids[guest];
    }
    numbers() {
        return this.#numbers.values();
    }
    /** A member's number among those of the guest. */
    memberNumber(guest, member) {
        if (this.#member[guest] === member)
            return 0;
        if (this.#member[guest] === '') {
            this.#member[guest] = member;
            return 0;
        }
        const others = this.#others.get(guest) ?? [];
        const known = others.indexOf(member);
        if (known !== -1)
            return known + 1;
        this.#others.set(guest, others);
        return others.push(member);
    }
    memberOf(guest, number) {
        return number === 0 ? this.#member[guest] : this.#others.get(guest)[number - 1];
    }
}
//# sourceMappingURL=guests.js.map