"""The parts of the sample region's generator. Standard library only, no clock, no randomness but hashes."""
