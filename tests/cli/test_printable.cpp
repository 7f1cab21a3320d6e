#include <catch2/catch.hpp>

#include "cli/failure.hpp"
#include "cli/printable.hpp"

using namespace covmap;

TEST_CASE("a name can neither colour, move, clear nor fake a line of the terminal") {
    CHECK(cli::printable("a\x1b[31m\nred\x07\r\x7f\t.gpkg") == "a\\x1b[31m\\nred\\x07\\r\\x7f\\t.gpkg");
    CHECK(cli::printable("\xc2\x9b"
                         "2J") == "\\u009b2J");
    CHECK(cli::printable("a\xe2\x80\xae"
                         "b\xe2\x81\xa6"
                         "c") == "a\\u202eb\\u2066c");
    CHECK(cli::printable("Saint-Étienne – «Île», 4 €, 道") == "Saint-Étienne – «Île», 4 €, 道");
    CHECK(cli::printable("\xe2\x80") == "\xe2\x80");
}

TEST_CASE("lines of a message stay, and those of a file's name do not") {
    CHECK(cli::printable_lines("2 faults\n  a\x1b\n") == "2 faults\n  a\\x1b\n");
    CHECK(cli::failure_text({"input", "a\nb.gpkg", "is damaged", "", 1}) == "covmap: a\\nb.gpkg: is damaged\n");
    CHECK(cli::failure_text({"job", "", "1 fault\n  here", "", 1}) == "covmap: 1 fault\n  here\n");
}
