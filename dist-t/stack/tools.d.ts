/**
 * Finds a Java that is new enough and returns the absolute path of its command, which then needs no PATH.
 * `javaHome` goes before the PATH.
 */
export declare function findJava(javaHome?: string): Promise<string>;
/** Fails with what to do unless a Maven that is new enough is on the PATH. */
export declare function requireMaven(): Promise<void>;
/** The major version in the output of `java -version`: 8 for "1.8.0_292", 17 for "17.0.15", 25 for "25-ea". */
export declare function javaMajor(output: string): number | undefined;
/** Major and minor in the output of `mvn -version`, colours and warnings around them ignored. */
export declare function mavenVersion(output: string): readonly [number, number] | undefined;
