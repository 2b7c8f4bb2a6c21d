"""Random byte strings of every length up to a limit, with their digest by hashlib.

    python3 sha256_oracle.py SEED LONGEST

Fields separated by tabs: the bytes in hexadecimal, the digest, lengths of pieces to feed them in.
"""

import hashlib
import random
import sys


def pieces(rng, length):
    while length > 0:
        piece = min(length, rng.choice((0, 1, 2, 55, 56, 63, 64, 65, rng.randrange(1, 130))))
        yield str(piece)
        length -= piece


rng = random.Random(sys.argv[1])
for length in range(int(sys.argv[2]) + 1):
    data = rng.randbytes(length)
    print(data.hex(), hashlib.sha256(data).hexdigest(), " ".join(pieces(rng, length)), sep="\t")
