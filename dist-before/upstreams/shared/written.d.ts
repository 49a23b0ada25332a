/** The bytes of a row, as near as parsed JSON gives them. Never throws. */
export declare function written(json: unknown): Buffer;
