/**
 * Escape sequences (ECMA-48, 5.4 and 5.6): CSI; the strings OSC, DCS, SOS, PM, APC up to BEL or ST; nF and the rest of two.
 * Only `CSI … m` has an effect. A string that does not end within the line is none: what follows is shown, not swallowed.
 */
export const SEQUENCE = /\u001b(?:\[([0-?]*)([ -/]*)([@-~])|[\]PX^_][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)|[ -/]+[0-~]|[0-OQ-WYZ\\`-~])/
