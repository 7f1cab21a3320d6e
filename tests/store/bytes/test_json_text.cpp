#include <catch2/catch.hpp>

#include "export/support/world.hpp"
#include "store/bytes/json_text.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

std::string written(std::string_view text) {
    const Scratch scratch;
    store::OutputFile out(scratch / "t");
    store::append_json_text(out, text);
    out.close();
    return tests::bytes_of(scratch / "t");
}

}  // namespace

TEST_CASE("quotes, backslashes and control characters are escaped") {
    CHECK(written("a\"b\\c\nd\te\rf\x01g") == "\"a\\\"b\\\\c\\nd\\te\\rf\\u0001g\"");
    CHECK(written("") == "\"\"");
}

TEST_CASE("characters of two, three and four bytes pass unchanged") { CHECK(written("é€😀") == "\"é€😀\""); }

TEST_CASE("bytes that are not UTF-8 become replacement characters, one each") {
    CHECK(written("B\xE9ta") == "\"B\uFFFDta\"");                // Latin-1
    CHECK(written("\xC0\xAF") == "\"\uFFFD\uFFFD\"");            // overlong
    CHECK(written("\xED\xA0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");  // surrogate
    CHECK(written("\xE2\x82") == "\"\uFFFD\uFFFD\"");            // cut off
}
