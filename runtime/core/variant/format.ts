/** Bit 16 of a header: numbers are 64 bits wide, or an object is only its id. */
export const WIDE = 0x1_0000;

/** How many containers may stand inside one another around a value, as in the engine. */
export const MAX_DEPTH = 1024;
