// Nothing of its own: the headers that all tests precompile belong to this unit, since main.cpp must see Catch2 with its runner.
