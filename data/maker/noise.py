"""Numbers that look random and never change: hashes of integers, and smooth noise along a line."""

MASK = (1 << 64) - 1


def mix(*keys):
    """A 64-bit hash of integers (splitmix64, one round a key)."""
    state = 0x9E3779B97F4A7C15
    for key in keys:
        state = (state ^ (key & MASK)) * 0xBF58476D1CE4E5B9 & MASK
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & MASK
        state ^= state >> 31
    return state


def unit(*keys):
    """In [0, 1), exact in double."""
    return (mix(*keys) >> 11) / (1 << 53)


def signed(*keys):
    """In [-1, 1)."""
    return 2.0 * unit(*keys) - 1.0


def along(seed, t, octaves=4, first=3):
    """Smooth noise in about [-1, 1] for t in [0, 1], 0 at both ends: what makes a border wiggle."""
    total, weight, amplitude = 0.0, 0.0, 1.0
    for octave in range(octaves):
        steps = first << octave
        place = t * steps
        cell = min(int(place), steps - 1)
        part = place - cell
        left = signed(seed, octave, cell) if cell > 0 else 0.0
        right = signed(seed, octave, cell + 1) if cell + 1 < steps else 0.0
        smooth = part * part * (3.0 - 2.0 * part)
        total += amplitude * (left + (right - left) * smooth)
        weight += amplitude
        amplitude *= 0.45
    return total / weight
