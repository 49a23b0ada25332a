/** What the stack is made of: the pinned versions and the sums that every file must have. */
export interface Distribution {
    readonly kafka_version: string;
    readonly registry_version: string;
    readonly pom: string;
    /** SHA-256 in hex by path below the directory that Maven fills. */
    readonly sums: ReadonlyMap<string, string>;
    /** Changes with any version or sum: names the directory in the cache. */
    readonly id: string;
}
/** Reads pom.xml and sha256sums.txt of the package. */
export declare function readDistribution(): Distribution;
/** The text of a property of a pom. Throws when it is absent. */
export declare function pomProperty(pom: string, name: string): string;
/** Parses the output of sha256sum. Throws on a line that is not `<64 hex>  <path>`. */
export declare function parseSums(text: string): Map<string, string>;
/** Checks the files below `dir` against the sums. Throws a StackError naming the first file that is missing or differs. */
export declare function checkSums(dir: string, sums: ReadonlyMap<string, string>): Promise<void>;
