/** Of the package. */
export declare function version(): string;
