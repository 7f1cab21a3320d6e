#include <catch2/catch.hpp>

#include "read/files/source_path.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

std::string shown(const std::string& given, const std::string& file) {
    model::Source source;
    source.given = given;
    return shown_path(source, file);
}

}  // namespace

TEST_CASE("a file is shown as the job gave it") {
    CHECK(shown("communes.gpkg", "/home/me/job/communes.gpkg") == "communes.gpkg");
    CHECK(shown("../data/communes.gpkg", "/home/me/job/../data/communes.gpkg") == "../data/communes.gpkg");
    CHECK(shown("", "/home/me/a.gpkg") == "/home/me/a.gpkg");
}

TEST_CASE("files of a pattern are told apart without the folders of the machine") {
    CHECK(shown("couv/*.gpkg", "/home/me/job/couv/a.gpkg") == "couv/a.gpkg");
    CHECK(shown("*.gpkg", "/home/me/job/a.gpkg") == "a.gpkg");
    CHECK(shown("../2018_T*/couv_?.gpkg", "/home/me/2018_T1/couv_a.gpkg") == "../2018_T1/couv_a.gpkg");
    CHECK(shown("a/b/c/*/*.gpkg", "x.gpkg") == "x.gpkg");
}
