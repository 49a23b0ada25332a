/** Mixes integers into 32 well spread bits. The same integers give the same bits on every machine. */
export function hash(...parts) {
    let bits = 0x9e3779b9;
    for (const part of parts) {
        bits = mixed(bits ^ (part | 0));
        bits = mixed(bits ^ Math.floor(part / 4294967296));
    }
    return bits >>> 0;
}
function mixed(bits) {
    let mixing = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
    mixing = Math.imul(mixing ^ (mixing >>> 13), 0xc2b2ae35);
    return (mixing ^ (mixing >>> 16)) + 0x6d2b79f5;
}
/** A seeded source of chance (sfc32). The same parts give the same sequence, whatever else was drawn elsewhere. */
export class Random {
    a;
    b;
    c;
    counter = 1;
    constructor(...parts) {
        this.a = hash(...parts);
        this.b = hash(this.a, 1);
        this.c = hash(this.b, 2);
        for (let round = 0; round < 4; round++)
            this.bits();
    }
    /** 32 random bits, as an unsigned integer. */
    bits() {
        const drawn = (this.a + this.b + this.counter) | 0;
        this.counter = (this.counter + 1) | 0;
        this.a = this.b ^ (this.b >>> 9);
        this.b = (this.c + (this.c << 3)) | 0;
        this.c = (((this.c << 21) | (this.c >>> 11)) + drawn) | 0;
        return drawn >>> 0;
    }
    /** From 0 up to, but not including, 1. */
    fraction() {
        return this.bits() / 4294967296;
    }
    /** True with the given probability. Draws in any case, so that the sequence after it stays the same. */
    chance(probability) {
        return this.fraction() < probability;
    }
    /** A number from `low` up to, but not including, `high`. */
    between(low, high) {
        return low + this.fraction() * (high - low);
    }
    /** A whole number from `low` to `high`, both included. */
    whole(low, high) {
        return low + Math.floor(this.fraction() * (high - low + 1));
    }
    /** One of the list, each as likely. The list must not be empty. */
    pick(list) {
        return list[Math.floor(this.fraction() * list.length)];
    }
    /** About normal with mean 0 and deviation 1, never beyond ±3.5. */
    normal() {
        return (this.fraction() + this.fraction() + this.fraction() + this.fraction() - 2) * Math.sqrt(3);
    }
    /** How often something happens that happens `mean` times on average. */
    poisson(mean) {
        if (mean > 30)
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
        let count = 0;
        for (let product = this.fraction(); product > Math.exp(-mean); product *= this.fraction())
            count++;
        return count;
    }
}
//# sourceMappingURL=random.js.map