"""The few Hypothesis strategies the laws use, on plain Random: forty times as many examples."""

import os
import random


class Drawn:
    def __init__(self, draw):
        self.draw = draw

    def map(self, change):
        return Drawn(lambda r: change(self.draw(r)))

    def flatmap(self, change):
        return Drawn(lambda r: change(self.draw(r)).draw(r))


def just(value):
    return Drawn(lambda r: value)


def sampled_from(values):
    values = list(values)
    return Drawn(lambda r: r.choice(values))


def one_of(*found):
    return Drawn(lambda r: r.choice(found).draw(r))


def integers(low, high):
    return Drawn(lambda r: r.randint(low, high))


def tuples(*found):
    return Drawn(lambda r: tuple(one.draw(r) for one in found))


def fixed_dictionaries(found):
    return Drawn(lambda r: {key: one.draw(r) for key, one in found.items()})


def dictionaries(keys, values, max_size=3):
    return Drawn(lambda r: {keys.draw(r): values.draw(r) for _ in range(r.randint(0, max_size))})


def characters(**_):
    ranges = [(0, 0x7F), (0, 0x2FFF), (0xE000, 0x1F9FF)]
    return Drawn(lambda r: chr(r.randint(*r.choice(ranges))))


def text(chars, max_size=4):
    return Drawn(lambda r: "".join(chars.draw(r) for _ in range(r.randint(0, max_size))))


def lists(one, min_size=0, max_size=5, unique=False):
    def draw(r):
        size = min(r.randint(min_size, max_size), r.randint(min_size, max_size))
        found = [one.draw(r) for _ in range(size)]
        return list(dict.fromkeys(found)) if unique else found

    return Drawn(draw)


def given(*found, examples=0):
    def wrap(law):
        def run():
            base = int(os.environ.get("SEED", "1")) * 10**9
            for number in range(int(os.environ["LAWS"])):
                r = random.Random(base + number)
                case = [one.draw(r) for one in found]
                try:
                    law(*case)
                except Exception as error:
                    error.add_note(f"case {base + number}: {case!r:.3000}")
                    raise

        return run

    return wrap
