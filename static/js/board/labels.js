/** The keys of the board that do something; no category is labelled with one of these. */
export const COMMANDS = "BFHMNOPQSZ";

/** The keys that sort into a category, in the order of the categories. */
export const LABELS = [..."1234567890", ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].filter((letter) => !COMMANDS.includes(letter));
