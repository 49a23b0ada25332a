import { instantOf } from './instants.js';
/** Why something an upstream sent is not what it should be. Names paths and expectations, never values. */
export class Unreadable extends Error {
    name = 'Unreadable';
    reason;
    path;
    constructor(reason, path, expected) {
        super(`${path === '' ? '(the whole)' : path}: ${expected}`);
        this.reason = reason;
        this.path = path;
    }
}
/**
 * An object of untrusted JSON, read field by field. What is absent or null is "not there"; what is there and of the
 * wrong type is an {@link Unreadable} with its path.
 */
export class Fields {
    path;
    object;
    constructor(value, path = '') {
        if (!isObject(value))
            throw new Unreadable('wrong_type', path, 'an object expected');
        this.path = path;
        this.object = value;
    }
    names() {
        return Object.keys(this.object);
    }
    /** The value as parsed; undefined where it is not there. */
    raw(name) {
        return Object.hasOwn(this.object, name) ? (this.object[name] ?? undefined) : undefined;
    }
    /** At least one character; at most `most`. */
    text(name, most) {
        const value = this.raw(name);
        if (value === undefined || value === '')
            throw this.missing(name);
        if (typeof value !== 'string')
            throw this.unreadable(name, 'wrong_type', 'a string expected');
        if (value.length > most)
            throw this.unreadable(name, 'out_of_range', `at most ${most} characters expected`);
        return value;
    }
    textOrNull(name, most) {
        const value = this.raw(name);
        return value === undefined || value === '' ? null : this.text(name, most);
    }
    flag(name) {
        const value = this.raw(name) ?? false;
        if (typeof value !== 'boolean')
            throw this.unreadable(name, 'wrong_type', 'true or false expected');
        return value;
    }
    numberOrNull(name) {
        const value = this.raw(name);
        if (value === undefined)
            return null;
        if (typeof value !== 'number')
            throw this.unreadable(name, 'wrong_type', 'a number expected');
        return value;
    }
    /** Epoch milliseconds. The epoch itself stands for "none", as some upstreams write it. */
    instantOrNull(name) {
        const value = this.raw(name);
        if (value === undefined || value === '')
            return null;
        const at_ms = typeof value === 'string' ? instantOf(value) : null;
        if (at_ms === null)
            throw this.unreadable(name, 'wrong_type', 'an ISO 8601 instant with offset expected');
        return at_ms > 0 ? at_ms : null;
    }
    childOrNull(name) {
        const value = this.raw(name);
        return value === undefined ? null : new Fields(value, this.pathOf(name));
    }
    /** Empty where it is not there. */
    children(name) {
        const value = this.raw(name) ?? [];
        if (!Array.isArray(value))
            throw this.unreadable(name, 'wrong_type', 'a list expected');
        return value.map((item, index) => new Fields(item, `${this.pathOf(name)}[${index}]`));
    }
    missing(name) {
        return this.unreadable(name, 'missing_field', 'expected, but not there');
    }
    unreadable(name, reason, expected) {
        return new Unreadable(reason, this.pathOf(name), expected);
    }
    pathOf(name) {
        return this.path === '' ? name : `${this.path}.${name}`;
    }
}
export function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
//# sourceMappingURL=fields.js.map