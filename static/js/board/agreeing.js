// Remarks that only agree with somebody else: their writer may be asked for own words. A hint; it decides nothing.

const LONGEST = 60;

const AGREEING = [
  /mee\s+eens(?!\p{L})/u,
  /^(?:(?:helemaal|volledig|zeer|ja)\W+){0,2}eens(?:\s+met(?!\p{L})|\W*$)/u,
  /sluit\s+(?:me|mij)(?:\s+\p{L}+){0,3}\s+aan(?!\p{L})/u,
  /^(?:idem|dito|ditto|(?:het)?zelfde\s+als|same\s+(?:here|as))(?!\p{L})/u,
  /^(?:(?:i|we|yes|fully|totally|completely)\W+){0,3}agreed?(?:\s+with(?!\p{L})|\W*$)/u,
];

/** @param {string} text */
export function agrees(text) {
  return [...text].length <= LONGEST && AGREEING.some((pattern) => pattern.test(text.toLowerCase()));
}
