/** The version of the driver protocol: its first number changes when a driver of before would be misunderstood. */
export const PROTOCOL_VERSION = "1.0";
