"""A script that was made smaller does the same."""

import json
import subprocess

from facilitator.vendor import deno, deno_environment
from facilitator.web.squeezing import squeezed

SCRIPT = rb"""
const WORD = /[ ,] *(a|b), [/"]/g;
const LONGEST = 3;
export const SHORTEST = 1;
class Kept {
  #words = { "a , b": 1, other: 2 };
  #other;
  get #both() { return [this.#words["a , b"], this.#other]; }
  set(other) { this.#other = other; return this; }
  tell(a, b) {
    const text = `${this.#both.join(" , ")} : ${a > b ? "more , or" : 'less { }'}`;
    return [text, a - -b, a + +b, 6 / 2, "c, d".replace(WORD, "x"), "a, /y".replace(WORD, "x"), "#words"];
  }
}
const numbers = [1, LONGEST].map((it) => it * SHORTEST);
console.log(JSON.stringify([new Kept().set(3).tell(1, 2), ...numbers, { LONGEST: 1 }.LONGEST]));
"""


def printed(script: bytes) -> object:
    done = subprocess.run([deno(), "run", "-"], input=script, env=deno_environment(), capture_output=True, check=True)
    return json.loads(done.stdout)


def test_a_script_does_the_same_when_it_is_smaller() -> None:
    small = squeezed(SCRIPT)

    assert printed(small) == printed(SCRIPT)
    assert len(small) < 0.9 * len(SCRIPT)
    assert b"#other" not in small
    assert b"const LONGEST" not in small
